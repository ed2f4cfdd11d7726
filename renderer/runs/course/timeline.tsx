import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { stepName } from '../../steps/step-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { barKey, barsOf, marksOf, piecesAt, type Piece } from './bars.ts';
import classes from './course.module.css';
import { createScale } from './scale.ts';
import { percent, Scrubber } from './scrubber.tsx';
import { TimelineRow } from './timeline-row.tsx';
import type { Moments } from './use-moments.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

export type Chosen = { node: string; visit: number };

type Props = {
  /** Everything that has happened so far: the rows stay where they are while one goes through time. */
  whole: Run;
  moments: Moments;
  drawing: Drawing | undefined;
  words: string;
  chosen: Chosen | null;
  onChoose: (node: string, visit: number) => void;
};

const rowHeight = 26;
/** The scrubber stays in sight above the rows. */
const headHeight = 32;
const noPieces: Piece[] = [];

/** When each round of each step worked and waited, with the scrubber above. */
export function Timeline({ whole, moments, drawing, words, chosen, onChoose }: Props) {
  const { events, count, k, shownK, isPast } = moments;
  const clock = useNow();
  const now = moments.at ?? (whole.endedAt === null ? clock : Date.parse(whole.endedAt));
  const end = whole.endedAt === null ? clock : null;
  const scale = useMemo(
    () =>
      createScale(
        events.map(({ at }) => at),
        end,
      ),
    [events, end],
  );
  const bars = useMemo(() => barsOf(events), [events]);
  const marks = useMemo(() => marksOf(events), [events]);
  const place = k >= count ? 1 : scale.event(k);
  const shownPlace = isPast ? scale.event(shownK) : 1;

  const list = useRef<HTMLDivElement>(null);
  const { first, end: last } = useRowsInSight(list, whole.steps.length, rowHeight);
  const chosenRow = whole.steps.findIndex(
    ({ node, visit }) => node === chosen?.node && visit === chosen.visit,
  );
  const stop = Math.max(0, chosenRow);

  /** One stop for the Tab key; the arrow keys go on from there, and what they reach is shown. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (by === 0 || from === undefined) return;
    event.preventDefault();
    const to = Number(from) + by;
    const step = whole.steps[to];
    if (step === undefined) return;
    bringIntoSight(list.current, to);
    onChoose(step.node, step.visit);
    list.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus({ preventScroll: true });
  };

  return (
    <div ref={list} className={classes.timeline}>
      <div className={classes.headRow}>
        <span className={classes.goers}>
          <Go label="One event back" isOff={k <= 1} onClick={() => moments.go(k - 1)}>
            <IconChevronLeft size={16} />
          </Go>
          <Go label="One event on" isOff={k >= count} onClick={() => moments.go(k + 1)}>
            <IconChevronRight size={16} />
          </Go>
          <span className={classes.count}>
            Event {k} of {count}
          </span>
        </span>
        <Scrubber
          scale={scale}
          count={count}
          k={k}
          place={place}
          marks={marks}
          words={words}
          onGo={moments.go}
        />
      </div>
      <div
        className={classes.rows}
        role="group"
        aria-label="Timeline"
        style={{ height: whole.steps.length * rowHeight }}
        onKeyDown={onKeyDown}
      >
        {whole.steps.slice(first, last).map((step, at) => {
          const index = first + at;
          const pieces = bars.get(barKey(step.node, step.visit)) ?? noPieces;
          return (
            <div key={index} className={classes.rowPlace} style={{ top: index * rowHeight }}>
              <TimelineRow
                step={moments.run.steps[index]}
                node={step.node}
                visit={step.visit}
                kind={step.kind}
                name={stepName(drawing, step.node)}
                pieces={piecesAt(pieces, shownK)}
                scale={scale}
                place={shownPlace}
                now={now}
                index={index}
                isChosen={index === chosenRow}
                isStop={index === stop}
                onChoose={onChoose}
              />
            </div>
          );
        })}
        <div className={classes.over} aria-hidden="true">
          {marks.map(({ k: at, kind }) => (
            <span
              key={at}
              className={classes.markLine}
              data-kind={kind}
              style={{ left: percent(scale.event(at)) }}
            />
          ))}
          <span className={classes.playhead} style={{ left: percent(place) }} />
        </div>
      </div>
    </div>
  );
}

function bringIntoSight(scroller: HTMLElement | null, row: number): void {
  if (scroller === null) return;
  const top = row * rowHeight;
  const room = scroller.clientHeight - headHeight - rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}

type GoProps = { label: string; isOff: boolean; onClick: () => void; children: ReactNode };

function Go({ label, isOff, onClick, children }: GoProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={24}
        variant="subtle"
        color="gray"
        className={classes.go}
        aria-label={label}
        aria-disabled={isOff}
        onClick={isOff ? undefined : onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
