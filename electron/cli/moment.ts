import { parseDuration } from '../../shared/flow/duration.ts';
import { usage } from './arguments.ts';

/** A day, a time, or how long ago: `2026-03-01`, `2026-03-01T12:00:00Z`, `8h`. Answers as the API takes it. */
export const readPast = (text: string): string => momentOf(text, -1);

/** A day, a time, or in how long. */
export const readFuture = (text: string): string => momentOf(text, 1);

function momentOf(text: string, direction: 1 | -1): string {
  const ms = parseDuration(text);
  if (ms !== null) return new Date(Date.now() + direction * ms).toISOString();
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw usage(`“${text}” is no time.`, 'Write 2026-03-01, 2026-03-01T12:00:00Z or a span such as 8h.');
}
