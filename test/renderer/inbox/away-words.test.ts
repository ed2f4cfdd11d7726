import { expect, test } from 'vitest';
import { awayLine, awaySummary } from '../../../renderer/inbox/away-words.ts';

const item = (what: Parameters<typeof awayLine>[0]['what'], more: object = {}) => ({
  what,
  at: '2026-03-09T10:00:00.000Z',
  flow: 'letters',
  run: null,
  approval: null,
  title: null,
  decision: null,
  amount: null,
  ...more,
});

test('what happened is summed by kind, and left out starts by their number', () => {
  expect(
    awaySummary([
      item('skipped', { amount: 27 }),
      item('decided', { decision: 'declined' }),
      item('escalated'),
      item('escalated'),
      item('skipped', { amount: 1 }),
    ]),
  ).toBe('1 card was decided by its time limit, 2 cards went on to others and 28 starts were left out');
});

test('each of them says in words what became of it', () => {
  expect(awayLine(item('decided', { decision: 'approved' }))).toBe('approved by its time limit');
  expect(awayLine(item('expired'))).toBe('nobody answered in time');
  expect(awayLine(item('late', { amount: 125_000 }))).toBe('began 2 min 5 s late');
});
