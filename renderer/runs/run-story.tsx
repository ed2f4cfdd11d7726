import { Button } from '@mantine/core';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { story, type Sentence } from '../../shared/run/story.ts';
import type { Names } from '../api/names.ts';
import { stepName } from '../steps/step-words.ts';
import { useNow } from '../ui/use-now.ts';
import { clockTime, exactTime } from '../ui/times.ts';
import type { Moments } from './course/use-moments.ts';
import { toneOf } from './story-tone.ts';
import classes from './run.module.css';

type Telling = { said: Sentence[]; later: Sentence[]; today: number };

/** The story as far as it had come at the moment, and what came later. */
export function useStory(moments: Moments, names: Names, drawing: Drawing | undefined): Telling {
  const now = useNow();
  // Clock times read differently tomorrow, not in five seconds.
  const today = new Date(now).setHours(0, 0, 0, 0);
  const { told, shownK, isPast } = moments;
  return useMemo(() => {
    const words = {
      step: (node: string) => stepName(drawing, node),
      person: names.person,
      time: (at: number) => clockTime(at, today),
    };
    const then = told[shownK - 1]?.seq ?? 0;
    return {
      said: story(told.slice(0, shownK), words),
      later: isPast ? story(told, words).filter(({ seq }) => seq > then) : [],
      today,
    };
  }, [told, shownK, isPast, drawing, names, today]);
}

/** Sentences around the moment that is looked at; those further away are shown on request. */
const atOnce = 100;

type Props = { telling: Telling; moments: Moments; isCut: boolean };

/** What happened, in plain words and in order; the time of each sentence leads to its moment. */
export function RunStory({ telling, moments, isCut }: Props) {
  const { said, later, today } = telling;
  const { isPast, told, go } = moments;
  const [isWhole, setIsWhole] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const current = isPast ? (said.at(-1)?.seq ?? null) : null;

  useEffect(() => {
    if (current !== null) keepInSight(list.current?.querySelector('[aria-current]') ?? null);
  }, [current]);

  const places = useMemo(() => new Map(told.map(({ seq }, index) => [seq, index + 1])), [told]);
  const line = (sentence: Sentence, isLater: boolean) => (
    <StoryLine
      key={sentence.seq}
      {...sentence}
      place={places.get(sentence.seq) ?? told.length}
      isLater={isLater}
      isCurrent={sentence.seq === current}
      today={today}
      onGo={go}
    />
  );
  const before = isWhole ? 0 : Math.max(0, said.length - atOnce);
  const after = isWhole ? 0 : Math.max(0, later.length - atOnce);
  return (
    <>
      {before + after === 0 ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(true)}>
          {`Show all of it: ${(before + after).toLocaleString('en')} more sentences`}
        </Button>
      )}
      <ol ref={list} className={classes.sentences} aria-live={isPast ? 'off' : 'polite'}>
        {said.slice(before).map((sentence) => line(sentence, false))}
        {later.slice(0, later.length - after).map((sentence) => line(sentence, true))}
      </ol>
      {isCut ? (
        <p className={classes.more}>
          These are the first {told.length.toLocaleString('en')} events of a long run.
        </p>
      ) : null}
    </>
  );
}

type LineProps = Sentence & {
  place: number;
  isLater: boolean;
  isCurrent: boolean;
  today: number;
  onGo: (k: number) => void;
};

/** Drawn again only when it reads or looks differently: the story of a long run is long. */
const StoryLine = memo(function StoryLine(props: LineProps) {
  const { seq, at, text, type, place, isLater, isCurrent, today, onGo } = props;
  return (
    <li
      className={classes.sentence}
      data-tone={toneOf(type)}
      data-seq={seq}
      data-later={isLater || undefined}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <button
        type="button"
        className={classes.when}
        title={`${exactTime(at)}: see the run as it stood then`}
        onClick={() => onGo(place)}
      >
        <time dateTime={at}>{clockTime(at, today)}</time>
      </button>
      <span>{text}</span>
    </li>
  );
});

/** Within the story's own column: the page itself stays where it is. */
function keepInSight(line: Element | null): void {
  const column = line?.closest('[data-column]');
  if (line === null || column === null || column === undefined) return;
  if (column.scrollHeight <= column.clientHeight) return;
  const [inside, around] = [line.getBoundingClientRect(), column.getBoundingClientRect()];
  if (inside.top < around.top + 40) column.scrollTop -= around.top + 40 - inside.top;
  else if (inside.bottom > around.bottom - 24) column.scrollTop += inside.bottom - around.bottom + 24;
}
