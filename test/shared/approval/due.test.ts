import { describe, expect, test } from 'vitest';

import { authorise } from '../../../shared/approval/decide.ts';
import { dueActions, nextApprovalDue } from '../../../shared/approval/due.ts';
import { decidedByTimer, statusAfter } from '../../../shared/approval/outcome.ts';
import { approvalOf, cardOf, hour, info, noon, people } from './make.ts';

const config = {
  remind: ['1h', '4h'],
  escalate: [{ after: '4h', to: { pools: ['chief-editors'] } }],
  timeout: '24h',
};
const approval = approvalOf(cardOf(config));

describe('what the clock does to a card', () => {
  test('comes in the order it came due, everything that was missed included', () => {
    expect(dueActions(approval, noon + 24 * hour)).toEqual([
      { type: 'remind', index: 0 },
      { type: 'remind', index: 1 },
      { type: 'escalate', rung: 0 },
      { type: 'timeout', action: 'port' },
    ]);
  });

  test('is never early and never late by a millisecond', () => {
    expect(dueActions(approval, noon + hour - 1)).toEqual([]);
    expect(dueActions(approval, noon + hour)).toEqual([{ type: 'remind', index: 0 }]);
    expect(nextApprovalDue(approval)?.at).toBe(noon + hour);
  });

  test('is never done twice', () => {
    const later = { ...approval, reminded: 1 };
    expect(dueActions(later, noon + hour)).toEqual([]);
    expect(nextApprovalDue(later)?.at).toBe(noon + 4 * hour);
    expect(nextApprovalDue({ ...approval, reminded: 2, escalated: 1 })?.at).toBe(noon + 24 * hour);
  });

  test('is over once the card is decided', () => {
    expect(nextApprovalDue({ ...approval, status: 'approved' })).toBeNull();
    expect(dueActions({ ...approval, status: 'cancelled' }, noon + 48 * hour)).toEqual([]);
  });

  test('is not moved by putting the card off', () => {
    const deferred = { ...approval, deferredUntil: noon + 20 * hour };
    expect(nextApprovalDue(deferred)?.at).toBe(noon + hour);
    expect(dueActions(deferred, noon + 24 * hour).at(-1)).toEqual({ type: 'timeout', action: 'port' });
  });

  test('leaves out what would come with the deadline or after it', () => {
    const late = approvalOf(
      cardOf({ ...config, remind: ['24h', '30h'], escalate: [{ after: '2d', to: { people: ['eve'] } }] }),
    );
    expect(dueActions(late, noon + 72 * hour)).toEqual([{ type: 'timeout', action: 'port' }]);
  });

  test('may be nothing at all', () => {
    const open = approvalOf(cardOf({ timeout: 'none' }));
    expect(nextApprovalDue(open)).toBeNull();
    expect(dueActions(open, noon + 400 * 24 * hour)).toEqual([]);
  });

  test('reaches 400 days ahead', () => {
    expect(nextApprovalDue(approvalOf(cardOf({ timeout: '400d' })))?.at).toBe(noon + 400 * 24 * hour);
  });

  test('never approves what needs a person', () => {
    const tier1 = approvalOf(cardOf({ ...config, tier: 1, onTimeout: 'approve' }));
    expect(dueActions(tier1, noon + 24 * hour).at(-1)).toEqual({ type: 'timeout', action: 'approve' });
    const slipped = { ...tier1, card: { ...tier1.card, tier: 2 as const } };
    expect(dueActions(slipped, noon + 24 * hour).at(-1)).toEqual({ type: 'timeout', action: 'decline' });
    expect(decidedByTimer(slipped).decision).toBe('declined');
  });
});

test.each([-1, 0, 1])('%d ms from the deadline exactly one of person and clock may act', (offset) => {
  const at = noon + 24 * hour + offset;
  const person = authorise({
    approval,
    info,
    workspace: people,
    actor: { person: 'owner', via: 'window' },
    verb: 'decide',
    decision: 'approved',
    at,
  });
  const clock = dueActions(approval, at).some(({ type }) => type === 'timeout');
  expect(person === null).toBe(!clock);
});

test.each([
  ['port', 'timeout', 'expired'],
  ['decline', 'declined', 'declined'],
  ['approve', 'approved', 'approved'],
] as const)('no answer with onTimeout %s is %s, and the card is %s', (onTimeout, decision, status) => {
  const card = { ...cardOf({ tier: 1 }), onTimeout };
  const decided = decidedByTimer(approvalOf(card));
  expect(decided).toEqual({
    decision,
    by: 'timer',
    comment: null,
    via: 'timer',
    rule: 'no answer after 1 day',
    values: {},
    edits: [],
  });
  expect(statusAfter(decided.decision)).toBe(status);
});
