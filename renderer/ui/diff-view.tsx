import { useMemo, useState } from 'react';
import { diffText, type DiffLine } from './diff-text.ts';
import { stretchesOf } from './fold.ts';
import { printValue } from './print-value.ts';
import classes from './diff-view.module.css';

const sign = { same: ' ', added: '+', removed: '−' } as const;
const spoken = { same: '', added: 'Added: ', removed: 'Removed: ' } as const;

/** Before and after as one text: removed and added lines, the changed words marked; long unchanged stretches folded. */
export function DiffView({
  before,
  after,
  label = 'Change',
}: {
  before: unknown;
  after: unknown;
  label?: string;
}) {
  const lines = useMemo(() => diffText(printValue(before), printValue(after)), [before, after]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const counts = {
    added: lines.filter(({ kind }) => kind === 'added').length,
    removed: lines.filter(({ kind }) => kind === 'removed').length,
  };
  if (counts.added === 0 && counts.removed === 0) return <p className={classes.same}>Nothing differs.</p>;
  return (
    <div className={classes.diff}>
      <div className={classes.head}>
        {counts.removed === 0 && lines.length === counts.added
          ? `All ${counts.added === 1 ? 'of it is' : `${counts.added} lines are`} new`
          : `${counts.removed} removed, ${counts.added} added`}
      </div>
      <div className={classes.lines} role="group" aria-label={label} tabIndex={0}>
        {stretchesOf(lines, ({ kind }) => kind === 'same').map((stretch) =>
          stretch.isFolded && !opened.has(stretch.start) ? (
            <button
              key={stretch.start}
              type="button"
              className={classes.fold}
              onClick={() => setOpened(new Set([...opened, stretch.start]))}
            >
              Show {stretch.items.length} unchanged lines
            </button>
          ) : (
            stretch.items.map((line, index) => <Line key={stretch.start + index} line={line} />)
          ),
        )}
      </div>
    </div>
  );
}

function Line({ line }: { line: DiffLine }) {
  return (
    <div className={classes.line} data-kind={line.kind}>
      <span className={classes.sign} aria-hidden="true">
        {sign[line.kind]}
      </span>
      <span className="visually-hidden">{spoken[line.kind]}</span>
      <span className={classes.text}>
        {line.pieces.map((piece, index) =>
          piece.kind === 'same' || line.pieces.length === 1 ? (
            piece.text
          ) : (
            <mark key={index} className={classes.word}>
              {piece.text}
            </mark>
          ),
        )}
      </span>
    </div>
  );
}
