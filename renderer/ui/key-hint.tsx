import classes from './key-hint.module.css';

/** The keys of an action, as small caps beside its words: `j`, `Enter`, `⌘ K`. */
export function KeyHint({ keys }: { keys: string | string[] }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {[keys].flat().map((key) => (
        // Drawn, not written: a key is no part of the name of what it presses.
        <kbd key={key} className={classes.key} data-key={key} />
      ))}
    </span>
  );
}
