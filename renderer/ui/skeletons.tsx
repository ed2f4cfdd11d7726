import classes from './skeletons.module.css';

/** Rows as the list will have them; invisible for the first 150 ms so that fast answers never flicker. */
export function RowSkeletons({ rows = 6 }: { rows?: number }) {
  return (
    <div className={classes.wait} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row}>
          <span className={classes.bar} style={{ width: `${38 - (row % 3) * 8}%` }} />
          <span className={classes.bar} style={{ width: '12%' }} />
          <span className={classes.bar} style={{ width: '8%' }} />
        </div>
      ))}
    </div>
  );
}

/** A heading and some lines: a card, a page. */
export function BlockSkeleton({ lines = 5 }: { lines?: number }) {
  return (
    <div className={classes.wait} role="status" aria-label="Loading">
      <span className={classes.bar} data-tall style={{ width: '44%' }} />
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={classes.bar} style={{ width: `${92 - (line % 4) * 11}%` }} />
      ))}
    </div>
  );
}
