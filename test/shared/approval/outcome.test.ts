import { describe, expect, test } from 'vitest';

import { earlierDecisions, previousApprovers } from '../../../shared/approval/earlier.ts';
import {
  decidedByPolicy,
  decidedByVoices,
  deciders,
  executedValues,
  outputOf,
  statusAfter,
  voiceOf,
} from '../../../shared/approval/outcome.ts';
import { tally } from '../../../shared/approval/tally.ts';
import type { ApprovalState, RunState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, heard, hour, info, noon, people } from './make.ts';
import { stateOf } from './run.ts';

const config = {
  assign: { pools: ['editors'] },
  editable: {
    amount: { type: 'number', value: 40 },
    'a/b': { type: 'text', value: 'x' },
    tags: { type: 'list', value: ['a'] },
  },
};

function decide(approval: ApprovalState): ApprovalState {
  const verdict = tally(approval, people);
  if (verdict === null) throw new Error('nothing was decided');
  return {
    ...approval,
    status: statusAfter(verdict.decision),
    decided: { ...decidedByVoices(approval, verdict), at: noon + hour },
  };
}

describe('what later steps read of an approval', () => {
  test('is the decision, who made it, and every editable value, edited or not', () => {
    const approval = decide(
      heard(approvalOf(cardOf(config)), 'mara', 'approved', { amount: 41, 'a/b': 'y' }),
    );
    if (approval.decided === null) throw new Error('not decided');
    expect(outputOf(approval.card, approval.decided, noon + hour)).toEqual({
      decision: 'approved',
      by: 'mara',
      comment: null,
      values: { amount: 41, 'a/b': 'y', tags: ['a'] },
      edits: [
        { op: 'replace', path: '/a~1b', value: 'y' },
        { op: 'replace', path: '/amount', value: 41 },
      ],
      at: '2026-03-09T13:00:00.000Z',
      tier: 2,
      rule: '1 of 1 agreed',
      via: 'http',
    });
  });

  test('has no edits where a value was sent as it was', () => {
    const approval = decide(
      heard(approvalOf(cardOf(config)), 'mara', 'approved', { amount: 40, tags: ['a'] }),
    );
    expect(approval.decided?.edits).toEqual([]);
    expect(executedValues(approval)).toEqual({ amount: 40, 'a/b': 'x', tags: ['a'] });
  });

  test('keeps the edits of everybody who agreed', () => {
    const first = heard(approvalOf(cardOf({ ...config, quorum: 2 })), 'mara', 'approved', { amount: 41 });
    expect(executedValues(decide(heard(first, 'jon', 'approved')))).toMatchObject({ amount: 41 });
  });

  test('names the policy where nobody was asked', () => {
    expect(decidedByPolicy(cardOf({ tier: 0 }))).toMatchObject({
      decision: 'approved',
      by: 'policy',
      rule: 'passes without a person: fixed by the flow',
    });
  });
});

test('who decided is told by name, everybody whose word it was; nobody’s name where the clock did', () => {
  const two = approvalOf(cardOf({ ...config, quorum: 2 }));
  const agreed = heard(heard(two, 'mara', 'approved'), 'jon', 'approved');
  expect(deciders(agreed, { decision: 'approved', by: 'jon' }, people)).toBe('Mara and Jon');
  const refused = heard(heard(two, 'mara', 'approved'), 'jon', 'declined');
  expect(deciders(refused, { decision: 'declined', by: 'jon' }, people)).toBe('Jon');
  expect(deciders(two, { decision: 'declined', by: 'timer' }, people)).toBe('the timer');
  const card = cardOf(config);
  const decided = { ...decidedByPolicy(card), who: 'the policy' };
  expect(outputOf(card, decided, noon)['who']).toBe('the policy');
});

test('a practice person speaks under their own name, and says it was practice', () => {
  const actor = { person: 'owner', via: 'window' as const, practice: 'Editor A' };
  expect(voiceOf(actor, { decision: 'approved', comment: ' ', values: null }, noon)).toEqual({
    decision: 'approved',
    by: 'practice:Editor A',
    comment: null,
    values: null,
    at: noon,
    via: 'practice',
  });
});

describe('earlier decisions of a run', () => {
  const manager = decide(
    heard(
      heard(approvalOf(cardOf({ ...config, quorum: 2, title: 'Manager' })), 'mara', 'approved'),
      'jon',
      'approved',
    ),
  );
  const declined = decide(heard(approvalOf(cardOf({ ...config, title: 'Budget' })), 'ann', 'declined'));
  const state: RunState = stateOf(info, [
    { node: 'manager', approval: manager },
    { node: 'budget', approval: declined },
    { node: 'open', approval: approvalOf(cardOf(config)) },
  ]);

  test('name everybody who had to agree, and leave out what still waits', () => {
    expect(earlierDecisions(state).map(({ title, decision, by }) => [title, decision, by])).toEqual([
      ['Manager', 'approved', 'mara'],
      ['Manager', 'approved', 'jon'],
      ['Budget', 'declined', 'ann'],
    ]);
  });

  test('exclude all who agreed, but nobody for an earlier round of the same step', () => {
    expect(previousApprovers(earlierDecisions(state), 'review')).toEqual(['mara', 'jon']);
    expect(previousApprovers(earlierDecisions(state), 'manager')).toEqual([]);
  });
});
