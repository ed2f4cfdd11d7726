import { expect, test } from 'vitest';
import {
  alwaysApproved,
  crowdWords,
  slowestFirst,
  tooEasy,
  type Gate,
} from '../../../renderer/inbox/metrics-words.ts';

const pool = (id: string): string => id.replaceAll('-', ' ');

const gate = (more: Partial<Gate> = {}): Gate => ({
  key: 'pay ask',
  flow: 'pay',
  node: 'ask',
  requested: 30,
  decided: 30,
  pending: 0,
  medianMs: 1000,
  p95Ms: 2000,
  approved: 30,
  edited: 0,
  declined: 0,
  changes: 0,
  expired: 0,
  overdue: 0,
  remarks: 0,
  ...more,
});

test('one group that holds more than two thirds of a long queue is named; a short queue or a shared one is not', () => {
  const words = (finance: number, editors: number) =>
    crowdWords(
      [
        { pool: 'editors', open: editors },
        { pool: 'chief-finance', open: finance },
      ],
      pool,
    );
  expect(words(12, 2)).toContain('Chief finance has 12 of the 14 cards that wait.');
  expect(words(10, 0)).toBeNull();
  expect(words(8, 7)).toBeNull();
  expect(crowdWords([], pool)).toBeNull();
});

test('a step is always approved only where it was often asked and never got another answer', () => {
  expect(alwaysApproved(gate())).toBe(true);
  expect(alwaysApproved(gate({ decided: 19, approved: 19 }))).toBe(false);
  expect(alwaysApproved(gate({ approved: 29, declined: 1 }))).toBe(false);
  expect(alwaysApproved(gate({ edited: 1 }))).toBe(false);
});

test('hardly ever a no among many decisions is remarked on, a few decisions are not', () => {
  expect(tooEasy(gate())).toBe(true);
  expect(tooEasy(gate({ decided: 19, approved: 19 }))).toBe(false);
  expect(tooEasy(gate({ approved: 28, declined: 2 }))).toBe(false);
});

test('steps stand in the order of how long half of their decisions take, undecided ones last', () => {
  const gates = [
    gate({ key: 'fast', medianMs: 5 }),
    gate({ key: 'never', medianMs: null }),
    gate({ key: 'slow', medianMs: 900 }),
  ];
  expect(slowestFirst(gates).map(({ key }) => key)).toEqual(['slow', 'fast', 'never']);
});
