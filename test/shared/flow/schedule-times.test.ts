import { expect, test } from 'vitest';
import { nextTimes } from '../../../shared/flow/schedule-times.ts';

const at = (text: string): number => Date.parse(text);
const iso = (times: number[]): string[] => times.map((time) => new Date(time).toISOString());

test('a plan’s next times follow its time zone over a clock change', () => {
  const plan = { cron: '0 9 * * 1-5', timezone: 'Europe/Berlin' };
  expect(iso(nextTimes(plan, at('2026-03-26T12:00:00Z'), 3))).toEqual([
    '2026-03-27T08:00:00.000Z',
    '2026-03-30T07:00:00.000Z',
    '2026-03-31T07:00:00.000Z',
  ]);
});

test('a steady interval counts from the epoch, and what cannot be read has no times', () => {
  expect(iso(nextTimes({ every: '15m', timezone: 'UTC' }, at('2026-01-01T10:07:00Z'), 2))).toEqual([
    '2026-01-01T10:15:00.000Z',
    '2026-01-01T10:30:00.000Z',
  ]);
  expect(nextTimes({ cron: 'now', timezone: 'UTC' }, 0, 5)).toEqual([]);
  expect(nextTimes({ cron: '* * * * *', timezone: 'Mars/Base' }, 0, 5)).toEqual([]);
  expect(nextTimes({ every: '0s', timezone: 'UTC' }, 0, 5)).toEqual([]);
});
