import { describe, expect, test } from 'vitest';

import { authorise, waitsForAnswer, type Attempt } from '../../../shared/approval/decide.ts';
import { currentHash } from '../../../shared/approval/voices.ts';
import { decidedByTimer, decidedByVoices } from '../../../shared/approval/outcome.ts';
import { tally } from '../../../shared/approval/tally.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, definitionOf, draftInfo, heard, hour, info, noon, people } from './make.ts';

const editors = { assign: { pools: ['editors'] } };
const editable = {
  amount: { type: 'number', label: 'Amount', value: 40, max: 5000 },
  note: { type: 'text', value: '' },
};

function attempt(config: JsonObject = {}, more: Partial<Attempt> = {}): Attempt {
  return {
    approval: approvalOf(cardOf({ ...editors, ...config })),
    info,
    workspace: people,
    actor: { person: 'mara', via: 'http' },
    verb: 'decide',
    decision: 'approved',
    at: noon + hour,
    ...more,
  };
}

function refusal(asked: Attempt): string {
  const error = authorise(asked);
  return error === null ? 'allowed' : `${error.code}: ${error.message}`;
}

function ended(approval: ApprovalState, by: string, decision: string): ApprovalState {
  const spoken = heard(approval, by, decision);
  const verdict = tally(spoken, people);
  if (verdict === null) throw new Error('nothing was decided');
  const status = decision === 'declined' ? 'declined' : 'approved';
  return { ...spoken, status, decided: { ...decidedByVoices(spoken, verdict), at: noon + 2 * 60_000 } };
}

const approved = ended(approvalOf(cardOf(editors)), 'mara', 'approved');
const practice = (name: string) => ({ actor: { person: 'owner', via: 'http' as const, practice: name } });
const draft = approvalOf(cardOf(editors, { info: draftInfo }));
const withoutChanges = cardOf(
  {},
  {
    definition: definitionOf(
      { review: { kind: 'approval', config: { ...editors, timeout: 'none' } }, over: { kind: 'end' } },
      ['start -> review', 'review.approved -> over'],
    ),
  },
);

describe('who may decide, and what is refused with which words', () => {
  test.each<[string, Attempt, string]>([
    ['a holder may', attempt(), 'allowed'],
    [
      'a decided card names who and when',
      attempt({}, { approval: approved, actor: { person: 'jon', via: 'cli' } }),
      'already_decided: Already decided by Mara at 12:02 UTC: approved.',
    ],
    [
      'on another day it names the day too',
      attempt({}, { approval: ended(approvalOf(cardOf(editors)), 'jon', 'declined'), at: noon + 40 * hour }),
      'already_decided: Already decided by Jon on 2026-03-09 at 12:02 UTC: declined.',
    ],
    [
      'a card the clock declined says so',
      attempt(
        {},
        {
          approval: {
            ...approvalOf(cardOf({ ...editors, onTimeout: 'decline' })),
            status: 'declined',
            decided: {
              ...decidedByTimer(approvalOf(cardOf({ ...editors, onTimeout: 'decline' }))),
              at: noon + 24 * hour,
            },
          },
          at: noon + 25 * hour,
        },
      ),
      'already_decided: Already decided at 12:00 UTC, because nobody had answered in time: declined.',
    ],
    [
      'an expired card is gone',
      attempt({}, { approval: approvalOf(cardOf(editors), { status: 'expired' }), at: noon + 24 * hour + 1 }),
      'expired: This approval expired at 12:00 UTC, 1 day after it was asked for.',
    ],
    [
      'at its deadline a card is expired, whether or not the clock has come by',
      attempt({ timeout: '90m' }, { at: noon + 1.5 * hour }),
      'expired: This approval expired at 13:30 UTC, 1 h 30 min after it was asked for.',
    ],
    ['a millisecond before it is not', attempt({ timeout: '90m' }, { at: noon + 1.5 * hour - 1 }), 'allowed'],
    [
      'a cancelled card is gone',
      attempt({}, { approval: approvalOf(cardOf(editors), { status: 'cancelled' }) }),
      'expired: This approval was cancelled: its run went on without it or was stopped.',
    ],
    [
      'a late decline without a comment learns that it is late, not that a comment is missing',
      attempt({}, { approval: approved, decision: 'declined' }),
      'already_decided: Already decided by Mara at 12:02 UTC: approved.',
    ],
    [
      'an outsider may not',
      attempt({}, { actor: { person: 'eve', via: 'http' } }),
      'forbidden: This approval is for editors, and Eve is not among them.',
    ],
    [
      'nor may the owner, whom nobody asked',
      attempt({}, { actor: { person: 'owner', via: 'window' } }),
      'forbidden: This approval is for editors, and Olga is not among them.',
    ],
    [
      'the owner is the only member of a pool that is not defined yet',
      attempt({ assign: { pools: ['lawyers'] } }, { actor: { person: 'owner', via: 'window' } }),
      'allowed',
    ],
    [
      'and nobody else is',
      attempt({ assign: { pools: ['lawyers'] } }),
      'forbidden: This approval is for lawyers, and Mara is not among them.',
    ],
    [
      'an excluded requester may not, member or not',
      attempt(
        { assign: { pools: ['editors'], people: ['owner'], exclude: ['requester'] } },
        { actor: { person: 'owner', via: 'toast' } },
      ),
      'forbidden: Olga asked for this, and who asks may not decide it.',
    ],
    [
      'nor may an excluded author',
      attempt(
        { assign: { pools: ['chief-editors'], exclude: ['author'] } },
        { actor: { person: 'eve', via: 'link' } },
      ),
      'forbidden: Eve wrote this flow, and its author may not decide it.',
    ],
    [
      'nor may who approved an earlier step',
      attempt(
        {},
        {
          approval: approvalOf(
            cardOf(
              { assign: { pools: ['editors'], exclude: ['previous'] } },
              {
                earlier: [
                  { node: 'manager', title: '', decision: 'approved', by: 'mara', comment: null, at: noon },
                ],
              },
            ),
          ),
        },
      ),
      'forbidden: Mara has approved an earlier step of this run, and this one needs somebody else.',
    ],
    [
      'practice people do not exist in live',
      attempt({}, practice('Editor A')),
      'forbidden: Practice people exist in drafts only, and this card is live.',
    ],
    [
      'nobody answers twice',
      attempt({}, { approval: heard(approvalOf(cardOf({ ...editors, quorum: 2 })), 'mara', 'approved') }),
      'conflict: Mara has already answered this card at 12:01 UTC: 2 different people must agree.',
    ],
    [
      'a card that changed since it was opened is not decided',
      attempt({}, { seen: 'an older hash' }),
      'card_changed: The card has changed since you opened it. Nothing was decided.',
    ],
    ['one that did not change is', attempt({}, { seen: attempt().approval.cardHash }), 'allowed'],
    ['a missing decision is malformed', attempt({}, { decision: null }), 'malformed: No decision was given.'],
    [
      'an unknown word is malformed',
      attempt({}, { decision: 'maybe' }),
      'malformed: “maybe” is not a decision.',
    ],
    [
      'changes that lead nowhere are not offered',
      attempt({}, { approval: approvalOf(withoutChanges), decision: 'changes' }),
      'not_offered: This card cannot be sent back for changes: its flow has no way on from there.',
    ],
    ['changes that lead somewhere are', attempt({}, { decision: 'changes' }), 'allowed'],
    [
      'nobody decides that time is up',
      attempt({}, { decision: 'timeout' }),
      'not_offered: This card does not offer “timeout”.',
    ],
    [
      'an alternative the card does not have is not offered',
      attempt({ alternatives: [{ name: 'pilot' }] }, { decision: 'pilot2' }),
      'not_offered: This card does not offer “pilot2”.',
    ],
    ['one it has is', attempt({ alternatives: [{ name: 'pilot' }] }, { decision: 'pilot' }), 'allowed'],
    [
      'a decline says why',
      attempt({}, { decision: 'declined', comment: '  ' }),
      'comment_required: Declining this card needs a comment.',
    ],
    ['with a reason it is taken', attempt({}, { decision: 'declined', comment: 'Too early' }), 'allowed'],
    [
      'unless the flow asks for no reason',
      attempt({ require: { comment: 'never' } }, { decision: 'declined' }),
      'allowed',
    ],
    [
      'a flow may want a reason for everything',
      attempt({ require: { comment: 'always' } }),
      'comment_required: Every decision on this card needs a comment.',
    ],
    [
      'only editable fields can be edited',
      attempt({ editable }, { values: { total: 1 } }),
      'invalid_input: “total” cannot be edited on this card.',
    ],
    [
      'not even by a name every object has',
      attempt({ editable }, { values: JSON.parse('{"__proto__": 1}') as JsonObject }),
      'invalid_input: “__proto__” cannot be edited on this card.',
    ],
    [
      'a number stays a number',
      attempt({ editable }, { values: { amount: '41' } }),
      'invalid_input: “Amount” must be a number.',
    ],
    [
      'and within its bounds',
      attempt({ editable }, { values: { amount: 5001 } }),
      'invalid_input: “Amount” must be at most 5000.',
    ],
    ['a good edit is taken', attempt({ editable }, { values: { amount: 41, note: 'rounded' } }), 'allowed'],
  ])('%s', (_promise, asked, words) => {
    expect(refusal(asked)).toBe(words);
  });

  test('every refusal says what to do next', () => {
    const error = authorise(attempt({ alternatives: [{ name: 'pilot' }] }, { decision: 'maybe!' }));
    expect(error?.fix).toBe('Use approved, declined, changes or pilot.');
  });

  test('a value that does not fit is told as a problem, with its field and what to do', () => {
    const config = { editable: { amount: { type: 'number', value: 5, max: 10 } } };
    const error = authorise(attempt(config, { values: { amount: 11 } }));
    expect(error?.details).toEqual([
      {
        code: 'invalid_input',
        severity: 'error',
        field: 'amount',
        message: '“Amount” must be at most 10.',
        fix: 'Correct the value. amount can be edited.',
      },
    ]);
  });

  test('a refusal by an earlier decision carries who, what and exactly when', () => {
    const error = authorise(attempt({}, { approval: approved }));
    expect(error?.details).toEqual([
      { decision: 'approved', by: 'mara', name: 'Mara', at: '2026-03-09T12:02:00.000Z', via: 'http' },
    ]);
  });

  test('membership is read at each decision, not when the card was made', () => {
    const asked = attempt();
    const without = { ...people, pools: { ...people.pools, editors: ['jon'] } };
    expect(refusal({ ...asked, workspace: without })).toBe(
      'forbidden: This approval is for editors, and Mara is not among them.',
    );
  });

  test.each(['window', 'toast', 'cli', 'http', 'link'] as const)(
    'self-approval is refused by %s as everywhere',
    (via) => {
      const asked = attempt(
        { assign: { people: ['owner'], exclude: ['requester'] } },
        { actor: { person: 'owner', via } },
      );
      expect(authorise(asked)?.code).toBe('forbidden');
    },
  );
});

describe('a draft card', () => {
  const asked = (more: Partial<Attempt>): Attempt =>
    attempt({}, { approval: draft, info: draftInfo, ...more });
  const excluding = approvalOf(
    cardOf({ assign: { pools: ['editors'], exclude: ['requester'] }, quorum: 2 }, { info: draftInfo }),
  );

  test.each<[string, Attempt, string]>([
    [
      'is decided by its starter, member or not',
      asked({ actor: { person: 'owner', via: 'window' } }),
      'allowed',
    ],
    [
      'its starter need not be the owner',
      asked({ info: { ...draftInfo, startedBy: 'eve' }, actor: { person: 'eve', via: 'window' } }),
      'allowed',
    ],
    ['or as a practice person', asked(practice('Editor A')), 'allowed'],
    [
      'by nobody else, members included',
      asked({}),
      'forbidden: This is a draft card. Only Olga, who started the draft, may decide it.',
    ],
    [
      'not by somebody else as a practice person either',
      asked({ actor: { person: 'mara', via: 'http', practice: 'Editor A' } }),
      'forbidden: This is a draft card. Only Olga, who started the draft, may decide it.',
    ],
    [
      'by the owner, whoever started it',
      asked({ info: { ...draftInfo, startedBy: 'mara' }, actor: { person: 'owner', via: 'window' } }),
      'allowed',
    ],
    [
      'not by a practice person without a name',
      asked(practice(' ')),
      'invalid_input: A practice person needs a name of 1 to 64 characters.',
    ],
    [
      'not by an excluded requester as themself',
      asked({ approval: excluding, actor: { person: 'owner', via: 'window' } }),
      'forbidden: Olga asked for this, and who asks may not decide it.',
    ],
    ['but by them as a practice person', asked({ approval: excluding, ...practice('Editor A') }), 'allowed'],
  ])('%s', (_promise, attempted, words) => {
    expect(refusal(attempted)).toBe(words);
  });

  test('counts each practice person once', () => {
    const first = heard(excluding, 'practice:Editor A', 'approved');
    expect(refusal(asked({ approval: first, ...practice('Editor A') }))).toBe(
      'conflict: Editor A (practice) has already answered this card at 12:01 UTC: 2 different people must agree.',
    );
    expect(refusal(asked({ approval: first, ...practice('Editor B') }))).toBe('allowed');
  });
});

describe('the other verbs', () => {
  const requesterIsMara = { ...info, requester: 'mara' };
  const claimed = approvalOf(cardOf(editors), { claimedBy: 'jon' });
  const excluded = approvalOf(
    cardOf({ assign: { pools: ['editors'], exclude: ['requester'] } }, { info: requesterIsMara }),
  );

  test.each<[string, Attempt, string]>([
    ['a holder may take a card on', attempt({}, { verb: 'claim' }), 'allowed'],
    [
      'not one that somebody took on',
      attempt({}, { verb: 'claim', approval: claimed }),
      'conflict: Jon has already taken this card on.',
    ],
    ['who may still be decided by others', attempt({}, { approval: claimed }), 'allowed'],
    [
      'taking it on twice is nothing new',
      attempt({}, { verb: 'claim', approval: claimed, actor: { person: 'jon', via: 'cli' } }),
      'allowed',
    ],
    [
      'only who took it on releases it',
      attempt({}, { verb: 'release', approval: claimed }),
      'conflict: Jon has taken this card on, and only they can release it.',
    ],
    [
      'they do',
      attempt({}, { verb: 'release', approval: claimed, actor: { person: 'jon', via: 'cli' } }),
      'allowed',
    ],
    [
      'or the owner',
      attempt({}, { verb: 'release', approval: claimed, actor: { person: 'owner', via: 'cli' } }),
      'allowed',
    ],
    [
      'who may not decide may not take it on',
      attempt({}, { verb: 'claim', approval: excluded, info: requesterIsMara }),
      'forbidden: Mara asked for this, and who asks may not decide it.',
    ],
    [
      'nor hand it over',
      attempt(
        {},
        { verb: 'reassign', approval: excluded, info: requesterIsMara, to: { pools: [], people: ['eve'] } },
      ),
      'forbidden: Mara asked for this, and who asks may not decide it.',
    ],
    [
      'but may comment',
      attempt({}, { verb: 'comment', comment: 'It is urgent', approval: excluded, info: requesterIsMara }),
      'allowed',
    ],
    ['a holder hands over', attempt({}, { verb: 'reassign', to: { pools: [], people: ['eve'] } }), 'allowed'],
    [
      'so may the owner, so that no card is ever stuck',
      attempt(
        {},
        { verb: 'reassign', actor: { person: 'owner', via: 'window' }, to: { pools: ['x'], people: [] } },
      ),
      'allowed',
    ],
    [
      'not to nobody',
      attempt({}, { verb: 'reassign', to: { pools: [], people: [] } }),
      'invalid_input: The card was handed to nobody.',
    ],
    [
      'not to a stranger',
      attempt({}, { verb: 'reassign', to: { pools: [], people: ['zoe'] } }),
      'invalid_input: There is nobody called “zoe” in this workspace.',
    ],
    ['a card can be put off', attempt({}, { verb: 'defer', until: noon + 23 * hour }), 'allowed'],
    [
      'not to a moment that has passed',
      attempt({}, { verb: 'defer', until: noon + hour }),
      'invalid_input: This moment has passed already.',
    ],
    [
      'not past its deadline, which does not move',
      attempt({}, { verb: 'defer', until: noon + 24 * hour }),
      'invalid_input: This card must be decided on 2026-03-10 at 12:00 UTC, and putting it off does not move that.',
    ],
    [
      'an outsider does not comment',
      attempt(
        {},
        {
          verb: 'comment',
          comment: 'Hello',
          info: { ...info, author: null },
          actor: { person: 'eve', via: 'http' },
        },
      ),
      'forbidden: This approval is for editors, and Eve is not among them.',
    ],
    [
      'an empty comment is none',
      attempt({}, { verb: 'comment', comment: ' ' }),
      'invalid_input: The comment is empty.',
    ],
    [
      'none of them on a card that was decided',
      attempt({}, { verb: 'defer', approval: approved, until: noon + 2 * hour }),
      'already_decided: Already decided by Mara at 12:02 UTC: approved.',
    ],
  ])('%s', (_promise, asked, words) => {
    expect(refusal(asked)).toBe(words);
  });
});

describe('edits where two people must agree', () => {
  const first = approvalOf(cardOf({ ...editors, editable, quorum: 2 }));
  const edited = heard(heard(first, 'mara', 'approved'), 'jon', 'approved', { amount: 41 });

  test('an edit changes the card: who saw the one before it must look again', () => {
    expect(currentHash(edited)).not.toBe(first.cardHash);
    const ann = { person: 'ann', via: 'window' as const };
    expect(authorise(attempt({}, { approval: edited, actor: ann, seen: first.cardHash }))?.code).toBe(
      'card_changed',
    );
    expect(authorise(attempt({}, { approval: edited, actor: ann, seen: currentHash(edited) }))).toBeNull();
  });

  test('who agreed before the edit has not agreed to it, and may speak again', () => {
    expect(tally(edited, people)).toBeNull();
    expect(authorise(attempt({}, { approval: edited }))).toBeNull();
    expect(authorise(attempt({}, { approval: edited, actor: { person: 'jon', via: 'http' } }))?.code).toBe(
      'conflict',
    );
    expect(tally(heard(edited, 'mara', 'approved'), people)?.decision).toBe('approved');
  });

  test('an edit that changes nothing changes nothing', () => {
    const same = heard(heard(first, 'mara', 'approved'), 'jon', 'approved', { amount: 40 });
    expect(currentHash(same)).toBe(first.cardHash);
    expect(tally(same, people)?.decision).toBe('approved');
  });
});

test('“mine” is what waits for my answer right now', () => {
  const two = approvalOf(cardOf({ ...editors, quorum: 2 }));
  const mine = (approval: ApprovalState, person: string, at = noon + hour): boolean =>
    waitsForAnswer({ approval, info, workspace: people, actor: { person, via: 'window' }, at });
  expect(mine(two, 'mara')).toBe(true);
  expect(mine(two, 'eve')).toBe(false);
  expect(mine(heard(two, 'mara', 'approved'), 'mara')).toBe(false);
  expect(mine(approved, 'mara')).toBe(false);
  expect(mine(two, 'mara', noon + 24 * hour)).toBe(false);
});
