import { expect, test } from 'vitest';
import { timeFromNow } from '../../../renderer/ui/times.ts';

test('a time that is nearly a whole hour away is an hour away, never 60 minutes', () => {
  const now = Date.UTC(2026, 2, 9, 9);
  const hour = 3_600_000;
  expect(timeFromNow(now + hour - 10_000, now)).toBe('in 1 hr.');
  expect(timeFromNow(now + hour - 60_000, now)).toBe('in 59 min.');
  expect(timeFromNow(now - 24 * hour + 1000, now)).toBe('1 day ago');
  expect(timeFromNow(now + 59_800, now)).toBe('in 1 min.');
});
