import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseDuration, printDuration } from '../../../shared/flow/duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['15m', 900_000],
  ['4h', 14_400_000],
  ['2d', 172_800_000],
  ['1h30m', 5_400_000],
  ['90d', 7_776_000_000],
  ['400d', 34_560_000_000],
  ['0s', 0],
])('%s is %i milliseconds', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  '',
  '5',
  'h',
  '-5s',
  '1 h',
  '5 minutes',
  '30m1h',
  '1h1h',
  'none',
  '1e3s',
  '999999999d',
  '{{ x }}',
])('“%s” is no duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test('every duration is read back as it was printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (ms) => {
      expect(parseDuration(printDuration(ms))).toBe(ms);
    }),
  );
});
