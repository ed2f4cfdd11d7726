import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { eventOf } from '../../../shared/run/told-event.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { createPastViews } from './past-views.ts';

export type Told = OutputOf<'runs.events'>['items'][number];

/** One run at one moment of its own history. Moment k is the one after its first k events. */
export type Moments = {
  told: readonly Told[];
  events: readonly RunEvent[];
  count: number;
  /** Where the scrubber stands. */
  k: number;
  /** What is shown; behind `k` for an instant while a long run is drawn. */
  shownK: number;
  isPast: boolean;
  /** The run as the engine held it then. */
  run: Run;
  /** Epoch ms of the moment by the run's own clock; null for now. */
  at: number | null;
  go: (k: number) => void;
};

const none: readonly Told[] = [];

/** Goes through a run's history by replaying it here: nothing is asked of the host, and nothing of the outside. */
export function useMoments(run: Run, told: readonly Told[] = none): Moments {
  const [place, setPlace] = useState<number | null>(null);
  const shown = useDeferredValue(place);
  const events = useMemo(() => told.map(eventOf), [told]);
  const views = useMemo(() => createPastViews(events, run), [events, run]);
  const count = events.length;
  const isPast = shown !== null && shown < count;
  const then = useMemo(() => (isPast ? views(shown) : null), [isPast, views, shown]);

  const go = useCallback((k: number) => setPlace(k >= count ? null : Math.max(1, k)), [count]);

  return {
    told,
    events,
    count,
    k: place === null ? count : Math.min(place, count),
    shownK: isPast ? shown : count,
    isPast,
    run: then ?? run,
    at: isPast ? (events[shown - 1]?.at ?? null) : null,
    go,
  };
}
