import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { authorise } from '../../../shared/approval/decide.ts';
import { afterEscalation, afterReassignment } from '../../../shared/approval/assignment.ts';
import { agreedSoFar, reachable, rungForUnreachable, tally } from '../../../shared/approval/tally.ts';
import type { Workspace } from '../../../shared/approval/workspace.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, draftInfo, heard, hour, info, noon, people } from './make.ts';

const crowd = ['p1', 'p2', 'p3', 'p4', 'p5'];
const workspace: Workspace = {
  me: 'owner',
  people: crowd.map((id) => ({ id, name: id })),
  pools: { all: crowd },
};

/** Says it if it is allowed, as the runtime does. */
function say(approval: ApprovalState, person: string, decision: string): ApprovalState {
  if (tally(approval, workspace) !== null) return approval;
  const refused = authorise({
    approval,
    info,
    workspace,
    actor: { person, via: 'http' },
    verb: 'decide',
    decision,
    comment: 'because',
    at: noon + hour,
  });
  return refused === null ? heard(approval, person, decision) : approval;
}

describe('how many must agree', () => {
  test('any order of answers comes to what a simple model comes to', () => {
    const answers = fc.array(
      fc.tuple(fc.constantFrom(...crowd), fc.constantFrom('approved', 'declined', 'changes', 'pilot')),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.boolean(), answers, (quorum, veto, said) => {
        const card = cardOf(
          { assign: { pools: ['all'] }, quorum, veto, alternatives: [{ name: 'pilot' }] },
          { workspace },
        );
        let approval = approvalOf(card);
        const counts: Record<string, Set<string>> = {};
        const answered = new Set<string>();
        let expected: string | null = null;
        for (const [person, decision] of said) {
          approval = say(approval, person, decision);
          if (expected !== null || answered.has(person)) continue;
          answered.add(person);
          const voices = (counts[decision] ??= new Set()).add(person);
          if (decision === 'changes' || (decision === 'declined' && veto) || voices.size >= quorum)
            expected = decision;
        }
        expect(tally(approval, workspace)?.decision ?? null).toBe(expected);
        expect(approval.voices).toHaveLength(answered.size);
      }),
      { numRuns: 500 },
    );
  });

  test('a number that can be made up can be made up, and one that cannot never is', () => {
    const answers = fc.array(
      fc.tuple(fc.constantFrom(...crowd), fc.constantFrom('approved', 'declined', 'pilot')),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), answers, (quorum, said) => {
        const config = { assign: { pools: ['all'] }, quorum, veto: false, alternatives: [{ name: 'pilot' }] };
        const approval = said.reduce(
          (now, [person, decision]) => say(now, person, decision),
          approvalOf(cardOf(config, { workspace })),
        );
        if (tally(approval, workspace) !== null) return;
        const ways = ['approved', 'pilot'].map((decision) =>
          crowd.reduce((now, person) => say(now, person, decision), approval),
        );
        const possible = ways.some((way) =>
          ['approved', 'pilot'].includes(tally(way, workspace)?.decision ?? ''),
        );
        expect(reachable(approval, workspace)).toBe(possible);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [{ quorum: 1 }, ['approved'], 'approved', '1 of 1 agreed'],
    [{ quorum: 2 }, ['approved', 'approved'], 'approved', '2 of 2 agreed'],
    [{ quorum: 2 }, ['approved', 'declined'], 'declined', 'one decline is enough'],
    [{ quorum: 2, veto: false }, ['declined', 'approved', 'declined'], 'declined', '2 of 2 declined'],
    [{ quorum: 2 }, ['approved', 'changes'], 'changes', 'changes were requested'],
    [
      { quorum: 2, alternatives: [{ name: 'pilot', label: 'To 5 % first' }] },
      ['approved', 'pilot', 'pilot'],
      'pilot',
      '2 of 2 chose “To 5 % first”',
    ],
  ])('%j and %j is %s: %s', (config, said, decision, rule) => {
    const approval = said.reduce(
      (now, word, index) => heard(now, crowd[index] ?? '', word),
      approvalOf(cardOf({ assign: { pools: ['all'] }, ...config }, { workspace })),
    );
    expect(tally(approval, workspace)).toEqual({ decision, rule });
  });

  test('practice people count in a draft, whom no pool knows', () => {
    const draft = approvalOf(cardOf({ assign: { pools: ['editors'] }, quorum: 2 }, { info: draftInfo }));
    const both = heard(heard(draft, 'practice:Editor A', 'approved'), 'practice:Editor B', 'approved');
    expect(tally(both, people)?.decision).toBe('approved');
  });

  test('who left the pool meanwhile no longer counts', () => {
    const one = heard(approvalOf(cardOf({ assign: { pools: ['editors'] }, quorum: 2 })), 'mara', 'approved');
    const both = heard(one, 'jon', 'approved');
    const without = { ...people, pools: { ...people.pools, editors: ['jon', 'ann'] } };
    expect(tally(both, people)?.decision).toBe('approved');
    expect(tally(both, without)).toBeNull();
    expect(agreedSoFar(both, without)).toEqual(['jon']);
  });

  test('an escalation or a hand-over takes nobody’s voice back', () => {
    const escalate = [{ after: '1h', to: { pools: ['chief-editors'] }, keep: false }];
    const one = heard(
      approvalOf(cardOf({ assign: { pools: ['editors'] }, quorum: 2, escalate })),
      'mara',
      'approved',
    );
    const [rung] = one.card.escalate;
    if (rung === undefined) throw new Error('no rung');
    const moved = { ...one, assign: afterEscalation(one.assign, rung), escalated: 1 };
    expect(moved.assign.pools).toEqual(['chief-editors']);
    expect(tally(heard(moved, 'eve', 'approved'), people)?.decision).toBe('approved');
    const handed = { ...one, assign: afterReassignment(one.assign, { pools: [], people: ['owner'] }) };
    expect(tally(heard(handed, 'owner', 'approved'), people)?.decision).toBe('approved');
  });
});

describe('a number nobody can make up', () => {
  const config = {
    assign: { pools: ['chief-editors'], exclude: ['author'] },
    escalate: [{ after: '8h', to: { pools: ['editors'] } }],
  };

  test('is seen, and names the rung to go up to at once', () => {
    const alone = approvalOf(cardOf(config));
    expect(reachable(alone, people)).toBe(false);
    expect(rungForUnreachable(alone, people)).toBe(0);
    const [rung] = alone.card.escalate;
    if (rung === undefined) throw new Error('no rung');
    const up = { ...alone, assign: afterEscalation(alone.assign, rung), escalated: 1 };
    expect(reachable(up, people)).toBe(true);
    expect(rungForUnreachable(up, people)).toBeNull();
  });

  test('is left alone where there is no rung, or where it can be made up', () => {
    expect(rungForUnreachable(approvalOf(cardOf({ ...config, escalate: [] })), people)).toBeNull();
    expect(
      rungForUnreachable(approvalOf(cardOf({ ...config, assign: { pools: ['editors'] } })), people),
    ).toBeNull();
  });

  test('does not exist in a draft, where one person tries them all', () => {
    expect(reachable(approvalOf(cardOf(config, { info: draftInfo })), people)).toBe(true);
  });
});
