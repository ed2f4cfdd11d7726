import classes from './diff-view.module.css';

type Kind = 'same' | 'added' | 'removed';

const spoken: Record<Kind, string> = { same: '', added: 'Added: ', removed: 'Removed: ' };

/** A patch as its author wrote it: added and removed lines told apart by sign and colour. */
export function PatchView({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.diff}>
      <div className={classes.lines} role="group" aria-label={label} tabIndex={0}>
        {text.split('\n').map((line, index) => (
          <PatchLine key={index} line={line} />
        ))}
      </div>
    </div>
  );
}

function PatchLine({ line }: { line: string }) {
  const kind = kindOf(line);
  return (
    <div className={classes.line} data-kind={kind}>
      <span className={classes.sign} aria-hidden="true">
        {kind === 'added' ? '+' : kind === 'removed' ? '−' : ' '}
      </span>
      <span className="visually-hidden">{spoken[kind]}</span>
      <span className={classes.text}>{kind === 'same' ? line : line.slice(1)}</span>
    </div>
  );
}

/** `+++` and `---` name the files and change nothing. */
function kindOf(line: string): Kind {
  if (/^(\+\+\+|---) /.test(line)) return 'same';
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
}
