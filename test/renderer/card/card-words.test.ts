import { expect, test } from 'vitest';
import { goesAhead, mustOpen, needsComment } from '../../../renderer/card/card-words.ts';
import { laterTimes } from '../../../renderer/card/later-times.ts';
import { makeApproval } from './make-approval.ts';

const show = [
  { label: 'Preview', kind: 'markdown' as const, value: 'x' },
  { label: 'Change', kind: 'diff' as const, before: 'a', after: 'b' },
  { label: 'Log', kind: 'text' as const, value: 'y' },
];

test('from the second tier on every difference must be opened, and what the flow names always', () => {
  const asked = { comment: 'never' as const, open: ['Log'] };
  expect(mustOpen(makeApproval({ show, tier: 2, require: asked }))).toEqual(['Change', 'Log']);
  expect(mustOpen(makeApproval({ show, tier: 1, require: asked }))).toEqual(['Log']);
  expect(mustOpen(makeApproval({ show, tier: 1 }))).toEqual([]);
});

test('evidence that the card does not show cannot hold it up', () => {
  expect(mustOpen(makeApproval({ show, tier: 1, require: { comment: 'never', open: ['Gone'] } }))).toEqual(
    [],
  );
});

test('a comment is needed as the flow says', () => {
  const of = (comment: 'never' | 'on-decline' | 'always') => ({ require: { comment, open: [] } });
  const needed = (comment: 'never' | 'on-decline' | 'always') =>
    ['approved', 'declined', 'changes'].filter((decision) => needsComment(of(comment), decision));
  expect([needed('never'), needed('on-decline'), needed('always')]).toEqual([
    [],
    ['declined'],
    ['approved', 'declined', 'changes'],
  ]);
});

test('only what goes ahead waits for the evidence', () => {
  expect(['approved', 'pilot', 'declined', 'changes'].filter(goesAhead)).toEqual(['approved', 'pilot']);
});

test('a card is put off to a time before its deadline or not at all', () => {
  const now = new Date(2026, 2, 9, 10, 0).getTime();
  const labels = (deadline: number | null) => laterTimes(now, deadline).map(({ label }) => label);
  expect(labels(null)).toEqual(['In an hour', 'This afternoon', 'Tomorrow morning', 'Monday morning']);
  expect(labels(new Date(2026, 2, 9, 15, 0).getTime())).toEqual(['In an hour', 'This afternoon']);
  expect(labels(now + 60_000)).toEqual([]);
  for (const { at } of laterTimes(now, null)) expect(at).toBeGreaterThan(now);
});
