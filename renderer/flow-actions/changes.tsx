import type { Change } from '../../shared/flow/diff.ts';
import classes from './changes.module.css';

/** What differs between two versions, in sentences; what concerns decisions and effects comes first and is marked. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className={classes.none}>Nothing differs.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map((change, index) => (
        <li key={index} className={classes.change}>
          {change.area === 'gate' ? <span className={classes.mark}>Decision</span> : null}
          {change.area === 'effect' ? <span className={classes.mark}>Outside</span> : null}
          {change.words}
        </li>
      ))}
    </ul>
  );
}
