/** Whatever the other side asks for, an hour is the longest a step waits before it looks again. */
const longestMs = 3_600_000;

/** `Retry-After` (RFC 9110): seconds or a date; null where there is none that can be read. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const ms = /^[0-9]+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestMs);
}
