import { expect, test } from 'vitest';

import { decidedByVoices } from '../../../shared/approval/outcome.ts';
import { tally } from '../../../shared/approval/tally.ts';
import { approvalSchema } from '../../../shared/approval/view-schema.ts';
import { approvalView } from '../../../shared/approval/view.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, heard, hour, info, noon, people } from './make.ts';
import { stateOf } from './run.ts';

const config = {
  title: 'Pay Acme',
  proposal: { action: 'Pay', target: 'Acme', values: { invoice: 7 } },
  show: [{ label: 'Change', kind: 'diff', before: null, after: { a: 1 } }],
  editable: { amount: { type: 'number', value: 40, required: true }, memo: { type: 'text' } },
  alternatives: [{ name: 'half', label: 'Pay half' }],
  assign: { pools: ['editors'], exclude: ['author'] },
  quorum: 2,
  remind: ['1h'],
  escalate: [{ after: '8h', to: { pools: ['chief-editors'] } }],
};

function viewOf(approval: ApprovalState) {
  const state = stateOf(info, [{ node: 'review', approval }]);
  const [visit] = state.visits;
  return visit === undefined ? null : approvalView(state, visit, people);
}

test('a waiting approval has the shape of the contract and what the card shows', () => {
  const approval = approvalOf(cardOf(config), {
    reminded: 1,
    comments: [{ by: 'ann', text: 'Hm', at: noon }],
  });
  const view = viewOf(approval);
  expect(view).toEqual({
    id: 'run-1.review.1',
    run: 'run-1',
    flow: 'content',
    version: 1,
    node: 'review',
    visit: 1,
    status: 'pending',
    title: 'Pay Acme',
    tier: 3,
    rule: 'no policy released',
    createdAt: '2026-03-09T12:00:00.000Z',
    deadline: '2026-03-10T12:00:00.000Z',
    pools: ['editors'],
    people: [],
    exclude: [{ rule: 'author', person: 'eve' }],
    proposal: { action: 'Pay', target: 'Acme', reason: null, values: { invoice: 7 }, affects: null },
    cardHash: approval.cardHash,
    draft: false,
    decisions: [],
    result: null,
    show: [{ label: 'Change', kind: 'diff', before: null, after: { a: 1 } }],
    editable: {
      amount: { field: { type: 'number', required: true }, value: 40, proposed: 40 },
      memo: { field: { type: 'text' }, value: null, proposed: null },
    },
    alternatives: [{ name: 'half', label: 'Pay half' }],
    offersChanges: true,
    require: { comment: 'on-decline', open: [] },
    next: approval.card.next,
    startedBy: 'owner',
    requester: 'owner',
    requesterUnknown: false,
    earlier: [],
    comments: [{ by: 'ann', text: 'Hm', at: '2026-03-09T12:00:00.000Z' }],
    claimedBy: null,
    deferredUntil: null,
    quorum: 2,
    veto: true,
    agreed: [],
    reachable: true,
    onTimeout: 'port',
    reminders: [{ at: '2026-03-09T13:00:00.000Z', done: true }],
    escalation: [
      { at: '2026-03-09T20:00:00.000Z', pools: ['chief-editors'], people: [], keep: true, done: false },
    ],
  });
  expect(approvalSchema.parse(view)).toEqual(view);
});

test('a decided approval names the decision as the contract has it, and how it came about', () => {
  const spoken = heard(
    heard(approvalOf(cardOf(config)), 'mara', 'approved', { amount: 41, memo: 'x' }),
    'jon',
    'approved',
  );
  const verdict = tally(spoken, people);
  if (verdict === null) throw new Error('nothing was decided');
  const view = viewOf({
    ...spoken,
    status: 'approved',
    decided: { ...decidedByVoices(spoken, verdict), at: noon + hour },
  });
  expect(view).toMatchObject({
    status: 'approved',
    decision: { decision: 'approved', by: 'jon', comment: null, at: '2026-03-09T13:00:00.000Z', via: 'http' },
    result: {
      rule: '2 of 2 agreed',
      values: { amount: 41, memo: 'x' },
      edits: [
        { op: 'replace', path: '/amount', value: 41 },
        { op: 'replace', path: '/memo', value: 'x' },
      ],
    },
    agreed: ['mara', 'jon'],
    editable: { amount: { value: 41, proposed: 40 } },
  });
  expect(view?.decisions.map(({ by, at, values }) => [by, at, values])).toEqual([
    ['mara', '2026-03-09T12:01:00.000Z', { amount: 41, memo: 'x' }],
    ['jon', '2026-03-09T12:02:00.000Z', null],
  ]);
  expect(approvalSchema.parse(view)).toEqual(view);
});

test('the hash to send back is that of the card as it stands, edits included', () => {
  const approval = approvalOf(cardOf(config));
  expect(viewOf(approval)?.cardHash).toBe(approval.cardHash);
  expect(viewOf(heard(approval, 'mara', 'approved', { amount: 41 }))?.cardHash).not.toBe(approval.cardHash);
});

test('a visit that asks nobody has no such view', () => {
  const state = stateOf(info, [{ node: 'publish' }]);
  const [visit] = state.visits;
  expect(visit && approvalView(state, visit, people)).toBeNull();
});
