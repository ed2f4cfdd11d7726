import { formatDuration, parseDuration as parseSigned } from '../expression/duration.ts';

/** A thousand years: past it, a due time would no longer be a date. */
const longestMs = 1000 * 365 * 86_400_000;

/** `500ms`, `30s`, `15m`, `4h`, `2d`, `1h30m` in milliseconds; null when it is not a duration a flow may name. */
export function parseDuration(text: string): number | null {
  if (text.startsWith('-')) return null;
  const ms = parseSigned(text);
  return ms === null || ms > longestMs ? null : ms;
}

/** The shortest text that parses back to the same: 5,400,000 is `1h30m`. */
export const printDuration = (ms: number): string => formatDuration(ms);
