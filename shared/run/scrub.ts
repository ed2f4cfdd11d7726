import type { RunEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { RunState } from './state.ts';
import { copyState } from './visits.ts';

/** Events between two kept states: what one moment may cost at most. */
const stretch = 64;

export type Scrub = {
  /** How many moments there are: one after each event. */
  count: number;
  /** The state the engine had after the first `k` events, 1 … count. Not to be changed. */
  stateAfter: (k: number) => RunState;
};

/**
 * Any moment of a run, from its events alone: the same fold as `replay` with a state kept now and then, so that going
 * back and forth stays cheap in a long run and visits that did not change keep their identity.
 */
export function createScrub(events: readonly RunEvent[]): Scrub {
  /** States after 0, `stretch`, 2 × `stretch` … events; made as far as somebody went. */
  const kept: (RunState | null)[] = [null];

  function go(from: RunState | null, start: number, end: number): RunState | null {
    let state = from === null ? null : copyState(from);
    for (const event of events.slice(start, end)) state = evolve(state, event);
    return state;
  }

  return {
    count: events.length,
    stateAfter: (k) => {
      const wanted = Math.floor(k / stretch);
      for (let n = kept.length; n <= wanted; n++)
        kept.push(go(kept[n - 1] ?? null, (n - 1) * stretch, n * stretch));
      const state = go(kept[wanted] ?? null, wanted * stretch, k);
      if (state === null) throw new Error('A history holds at least run.started.');
      return state;
    },
  };
}
