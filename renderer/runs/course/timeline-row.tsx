import { memo } from 'react';
import { handIn } from '../../../shared/run/hand.ts';
import { wayOut } from '../../steps/step-words.ts';
import type { Step } from '../../run-parts/run-words.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { statusWord } from '../../ui/status-words.ts';
import { durationWords } from '../../ui/times.ts';
import type { Piece } from './bars.ts';
import classes from './course.module.css';
import type { Scale } from './scale.ts';
import { percent } from './scrubber.tsx';

type Props = {
  /** As it was at the moment; undefined before it began. */
  step: Step | undefined;
  node: string;
  visit: number;
  kind: string;
  name: string;
  pieces: readonly Piece[];
  scale: Scale;
  /** Where the moment lies: what goes on ends there. */
  place: number;
  /** Epoch ms of the moment. */
  now: number;
  index: number;
  isChosen: boolean;
  isStop: boolean;
  onChoose: (node: string, visit: number) => void;
};

/** One round of a step: its name, when it worked and waited, and how long it took. */
export const TimelineRow = memo(function TimelineRow(props: Props) {
  const { step, node, visit, kind, name, pieces, scale, place, now, index, isChosen, isStop, onChoose } =
    props;
  const round = visit > 1 ? `round ${visit}, ` : '';
  const took =
    step === undefined
      ? ''
      : durationWords((step.endedAt === null ? now : Date.parse(step.endedAt)) - Date.parse(step.startedAt));
  const state =
    step === undefined
      ? 'not yet'
      : `${statusWord(step.status)}${step.port === null || step.port === 'done' ? '' : `, ${wayOut(step.port)}`}${handIn(step) === 'set' ? ', set by hand' : ''}, ${took}`;
  const attempts = pieces.filter((piece) => piece.kind === 'work').length;
  let attempt = 0;
  return (
    <button
      type="button"
      className={classes.row}
      aria-pressed={isChosen}
      data-later={step === undefined || undefined}
      data-row={index}
      tabIndex={isStop ? 0 : -1}
      onClick={() => onChoose(node, visit)}
    >
      <span className={classes.rowName}>
        <KindTile kind={kind} size={16} />
        <span className={classes.clipped}>{name}</span>
        {visit > 1 ? (
          <span className={classes.round} aria-hidden="true">
            ×{visit}
          </span>
        ) : null}
        <span className="visually-hidden">
          {round}
          {state}
        </span>
      </span>
      <span className={classes.track}>
        {pieces.map((piece) => {
          const from = scale.event(piece.from);
          const to = piece.to === null ? place : scale.event(piece.to);
          const nth = piece.kind === 'work' ? attempt++ : 0;
          return (
            <span
              key={piece.from}
              className={classes.piece}
              data-kind={piece.kind}
              data-tone={piece.tone}
              data-open={piece.to === null || undefined}
              style={{
                left: percent(from),
                width: percent(Math.max(0, to - from)),
                ...(piece.kind === 'work' ? stacked(nth, attempts) : {}),
              }}
            />
          );
        })}
      </span>
      <span className={classes.took} aria-hidden="true">
        {took}
      </span>
    </button>
  );
});

const height = 14;
const top = 6;

/** Attempts lie one below the other, like steps of a stair. */
function stacked(nth: number, of: number): { top: number; height: number } {
  if (of <= 1) return { top, height };
  const each = Math.max(3, height / of);
  return { top: top + Math.min(nth * (height / of), height - each), height: each };
}
