import { expect, test } from 'vitest';
import { momentTime, timeFromNow } from '../../../renderer/ui/times.ts';

test('a time that is nearly a whole hour away is an hour away, never 60 minutes', () => {
  const now = Date.UTC(2026, 2, 9, 9);
  const hour = 3_600_000;
  expect(timeFromNow(now + hour - 10_000, now)).toBe('in 1 hr.');
  expect(timeFromNow(now + hour - 60_000, now)).toBe('in 59 min.');
  expect(timeFromNow(now - 24 * hour + 1000, now)).toBe('1 day ago');
  expect(timeFromNow(now + 59_800, now)).toBe('in 1 min.');
});

test('a moment is told to the second, with its day where it is another one', () => {
  const at = new Date(2026, 2, 9, 9, 12, 5).getTime();
  expect(momentTime(at, at + 1000)).toBe('09:12:05');
  expect(momentTime(at, at + 24 * 3_600_000)).toMatch(/^(?:9 Mar|Mar 9), 09:12:05$/);
});
