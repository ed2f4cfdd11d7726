import { useMemo } from 'react';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { story } from '../../shared/run/story.ts';
import type { Names } from '../api/names.ts';
import { stepName } from '../steps/step-words.ts';
import { useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { useNow } from '../ui/use-now.ts';
import { clockTime, exactTime } from '../ui/times.ts';
import { toneOf } from './story-tone.ts';
import classes from './run.module.css';

const mostEvents = 10_000;

type Props = { id: string; names: Names; drawing: Drawing | undefined };

/** What happened, in plain words and in order; every sentence names its event. */
export function RunStory({ id, names, drawing }: Props) {
  const events = useCall('runs.events', { id, limit: mostEvents });
  const now = useNow();
  // Clock times read differently tomorrow, not in five seconds.
  const today = new Date(now).setHours(0, 0, 0, 0);
  const sentences = useMemo(
    () =>
      story(events.data?.items ?? [], {
        step: (node) => stepName(drawing, node),
        person: names.person,
        time: (at) => clockTime(at, today),
      }),
    [events.data, drawing, names, today],
  );
  if (events.error !== null && events.data === undefined)
    return <ErrorNote error={events.error} what="The story could not be loaded." />;
  if (events.data === undefined) return <BlockSkeleton lines={4} />;
  return (
    <>
      <ol className={classes.sentences} aria-live="polite">
        {sentences.map(({ seq, at, text, type }) => (
          <li key={seq} className={classes.sentence} data-tone={toneOf(type)} data-seq={seq}>
            <time className={classes.when} dateTime={at} title={exactTime(at)}>
              {clockTime(at, today)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {events.data.next === null ? null : (
        <p className={classes.more}>
          These are the first {mostEvents.toLocaleString('en')} events of a long run.
        </p>
      )}
    </>
  );
}
