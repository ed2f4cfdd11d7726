import { expect, test } from 'vitest';
import { cardEntries } from '../../../renderer/inbox/arrange.ts';
import { batchable } from '../../../renderer/inbox/batch.ts';
import { makeApproval } from '../card/make-approval.ts';

const now = Date.parse('2026-03-09T10:00:00Z');

test('only routine live cards with nothing to open first are decided side by side', () => {
  const cards = [
    makeApproval({ id: 'routine', tier: 1 }),
    makeApproval({ id: 'grave', tier: 2 }),
    makeApproval({ id: 'draft', tier: 1, draft: true }),
    makeApproval({ id: 'later', tier: 1, deferredUntil: '2026-03-09T11:00:00.000Z' }),
    makeApproval({
      id: 'to-open',
      tier: 1,
      show: [{ label: 'Change', kind: 'diff', before: 'a', after: 'b' }],
      require: { comment: 'never', open: ['Change'] },
    }),
  ];
  expect(batchable(cardEntries(cards), now).map(({ id }) => id)).toEqual(['routine']);
});
