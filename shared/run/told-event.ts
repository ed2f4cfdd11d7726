import type { OutputOf } from '../api/contract.ts';
import { isoTime } from '../approval/words.ts';
import type { Json } from '../json.ts';
import type { RunEvent } from './event.ts';

type Told = OutputOf<'runs.events'>['items'][number];

/** An event as the API tells it: `at` is a time, not a number. */
export const toldEvent = (event: RunEvent): Told => ({
  ...event,
  at: isoTime(event.at),
  data: event.data as unknown as Json, // events are stored as JSON
});

/** Back to what the engine stored. Nothing is lost on the way, so a window can replay what the API told it. */
export const eventOf = (told: Told): RunEvent =>
  ({ ...told, at: Date.parse(told.at) }) as unknown as RunEvent; // `toldEvent` made it of one
