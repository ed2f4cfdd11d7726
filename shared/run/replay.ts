import type { RunEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { RunState } from './state.ts';

/** A run as its events tell it, from nothing: the same events give the same state, and none of them is changed. */
export function replay(events: readonly RunEvent[]): RunState {
  let state: RunState | null = null;
  for (const event of events) state = evolve(state, event);
  if (state === null) throw new Error('A history holds at least run.started.');
  return state;
}
