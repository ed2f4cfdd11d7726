import { Fragment, useMemo, useState } from 'react';
import type { DiffLine } from './diff-text.ts';
import { stretchesOf } from './fold.ts';
import { printValue } from './print-value.ts';
import { sideRows, type SideRow } from './side-rows.ts';
import classes from './sides-view.module.css';

type Props = {
  left: unknown;
  right: unknown;
  /** What each side is called: “A”, “B”. */
  names: readonly [left: string, right: string];
  label: string;
};

/** Two values beside each other, line by line: what only one of them has is marked, unchanged stretches are folded. */
export function SidesView({ left, right, names, label }: Props) {
  const stretches = useMemo(
    () => stretchesOf(sideRows(printValue(left), printValue(right)), isSame),
    [left, right],
  );
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  return (
    <div className={classes.sides}>
      <div className={classes.heads} aria-hidden="true">
        <span>{names[0]}</span>
        <span>{names[1]}</span>
      </div>
      <div className={classes.rows} role="group" aria-label={label} tabIndex={0}>
        {stretches.map(({ start, items, isFolded }) =>
          isFolded && !opened.has(start) ? (
            <button
              key={start}
              type="button"
              className={classes.fold}
              onClick={() => setOpened(new Set([...opened, start]))}
            >
              Show {items.length} unchanged lines
            </button>
          ) : (
            <Fragment key={start}>
              {items.map((row, index) => (
                <div key={start + index} className={classes.row}>
                  <Side line={row.left} isDifferent={!isSame(row)} name={names[0]} />
                  <Side line={row.right} isDifferent={!isSame(row)} name={names[1]} />
                </div>
              ))}
            </Fragment>
          ),
        )}
      </div>
    </div>
  );
}

const isSame = ({ left, right }: SideRow): boolean => left === right;

function Side({ line, isDifferent, name }: { line: DiffLine | null; isDifferent: boolean; name: string }) {
  if (line === null) return <span className={classes.side} data-kind="none" />;
  return (
    <span className={classes.side} data-kind={line.kind}>
      {isDifferent ? <span className="visually-hidden">{name}: </span> : null}
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
  );
}
