import type { NewEvent } from './event.ts';
import type { RunState } from './state.ts';

/** What the run's own clock shows at a real moment, and back. A draft that jumped is ahead; every other run is not. */
export const runTime = ({ clockAheadMs }: RunState, real: number): number => real + clockAheadMs;
export const realTime = ({ clockAheadMs }: RunState, at: number): number => at - clockAheadMs;

/** How far these events move their run's clock. */
export function jumpedMs(events: readonly NewEvent[]): number {
  return events.reduce((sum, event) => sum + (event.type === 'clock.jumped' ? event.data.ms : 0), 0);
}
