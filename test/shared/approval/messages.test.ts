import { describe, expect, test } from 'vitest';

import { afterEscalation, afterReassignment } from '../../../shared/approval/assignment.ts';
import { messagesOf, type Message } from '../../../shared/approval/messages.ts';
import { decidedByTimer, decidedByVoices, statusAfter } from '../../../shared/approval/outcome.ts';
import { tally } from '../../../shared/approval/tally.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { NewEvent, RunEvent, RunInfo } from '../../../shared/run/event.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, draftInfo, heard, hour, info, noon, people } from './make.ts';
import { stateOf } from './run.ts';

const config: JsonObject = {
  title: 'Publish “Tides”',
  proposal: { action: 'Publish', target: '/tides', reason: 'Ready', affects: { count: 'unknown' } },
  assign: { pools: ['editors'], exclude: ['requester'] },
  notify: { via: ['desktop', 'email'], outcome: ['requester'] },
  escalate: [{ after: '8h', to: { pools: ['chief-editors'] } }],
  remind: ['1h'],
};
const byMara: RunInfo = { ...info, requester: 'mara' };
const asked = approvalOf(cardOf(config, { info: byMara }));

function sent(approval: ApprovalState, event: NewEvent, seq = 7): Message[] {
  const numbered = { ...event, seq, at: noon } as RunEvent; // type and data stay the pair they were
  return messagesOf(numbered, stateOf(info, [{ node: 'review', approval }]), people);
}

const at = { node: 'review', visit: 1 };
const requested = (approval: ApprovalState): NewEvent => ({
  type: 'approval.requested',
  ...at,
  data: { card: approval.card, cardHash: approval.cardHash },
});
const brief = (messages: Message[]) => messages.map(({ kind, via, to }) => [kind, via, to.join(' ')]);

function decided(approval: ApprovalState): { approval: ApprovalState; event: NewEvent } {
  const verdict = tally(approval, people);
  const data = verdict === null ? decidedByTimer(approval) : decidedByVoices(approval, verdict);
  const status = statusAfter(data.decision);
  return {
    approval: { ...approval, status, decided: { ...data, at: noon + hour } },
    event: { type: 'approval.decided', ...at, data },
  };
}

describe('messages about a card', () => {
  test('ask exactly those who may decide, with title, tier, deadline and a link to the card', () => {
    const [desktop, email] = sent(asked, requested(asked));
    expect(desktop).toEqual({
      key: 'run-1.review.1/request/desktop',
      approval: 'run-1.review.1',
      kind: 'request',
      via: 'desktop',
      to: ['jon', 'ann'],
      title: 'Publish “Tides”',
      body: 'Publish: /tides\nWhy: Ready\nAffects: unknown',
      link: '/inbox/run-1.review.1',
      deadline: noon + 24 * hour,
      tier: 2,
      draft: false,
    });
    expect(email).toEqual({ ...desktop, key: 'run-1.review.1/request/email', via: 'email' });
  });

  test('say who is affected as number and names, and how many must agree', () => {
    const proposal = { action: 'Mail', affects: { count: 40, list: ['a', 'b', 'c', 'd', 'e'] } };
    const card = cardOf({ ...config, proposal, quorum: 2 });
    const approval = approvalOf(card);
    expect(sent(approval, requested(approval))[0]?.body).toBe(
      'Mail\nAffects: 40 (a, b, c and 2 more)\n2 people must agree.',
    );
  });

  test('of a draft go to its starter alone and say “Draft”', () => {
    const draft = approvalOf(cardOf(config, { info: draftInfo }));
    const messages = sent(draft, requested(draft));
    expect(brief(messages)).toEqual([
      ['request', 'desktop', 'owner'],
      ['request', 'email', 'owner'],
    ]);
    expect(messages.map(({ title, draft: marked }) => [title, marked])).toEqual([
      ['Draft: Publish “Tides”', true],
      ['Draft: Publish “Tides”', true],
    ]);
    const ended = decided(heard(draft, 'practice:Editor A', 'approved'));
    expect(sent(ended.approval, ended.event).every(({ to }) => to.join() === 'owner')).toBe(true);
  });

  test('remind only who has not answered yet', () => {
    const half = heard(approvalOf(cardOf({ ...config, quorum: 2 })), 'jon', 'approved');
    const reminder: NewEvent = { type: 'approval.reminded', ...at, data: { index: 0 } };
    const messages = sent(half, reminder);
    expect(brief(messages)[0]).toEqual(['reminder', 'desktop', 'mara ann']);
    expect(messages[0]).toMatchObject({
      title: 'Reminder: Publish “Tides”',
      key: 'run-1.review.1/reminder/0/desktop',
    });
  });

  test('ask more people on escalation, and tell the requester', () => {
    const [rung] = asked.card.escalate;
    if (rung === undefined) throw new Error('no rung');
    const up = { ...asked, assign: afterEscalation(asked.assign, rung), escalated: 1 };
    const messages = sent(up, { type: 'approval.escalated', ...at, data: { rung: 0 } });
    expect(brief(messages)).toEqual([
      ['escalation', 'desktop', 'eve'],
      ['escalation', 'email', 'eve'],
      ['outcome', 'desktop', 'mara'],
      ['outcome', 'email', 'mara'],
    ]);
    expect(messages[0]?.title).toBe('Escalated: Publish “Tides”');
  });

  test('move with a hand-over', () => {
    const to = { pools: [], people: ['eve'] };
    const handed = { ...asked, assign: afterReassignment(asked.assign, to) };
    const messages = sent(handed, { type: 'approval.reassigned', ...at, data: { by: 'jon', ...to } });
    expect(brief(messages)).toEqual([
      ['withdraw', 'desktop', 'mara jon ann'],
      ['request', 'desktop', 'eve'],
      ['request', 'email', 'eve'],
    ]);
    const again = sent(handed, { type: 'approval.reassigned', ...at, data: { by: 'jon', ...to } }, 9);
    expect(new Set([...messages, ...again].map(({ key }) => key)).size).toBe(6);
  });

  test('withdraw the toasts and tell the requester how it ended', () => {
    const { approval, event } = decided(heard(asked, 'jon', 'approved'));
    const messages = sent(approval, event);
    expect(brief(messages)).toEqual([
      ['withdraw', 'desktop', 'mara jon ann'],
      ['outcome', 'desktop', 'mara'],
      ['outcome', 'email', 'mara'],
    ]);
    expect(messages.at(-1)).toMatchObject({ title: 'Approved: Publish “Tides”', body: 'By Jon.' });
  });

  test('tell declines with their reason, and silence as silence', () => {
    const no = decided(heard(asked, 'jon', 'declined'));
    const withWords = {
      ...no.approval,
      decided: no.approval.decided && { ...no.approval.decided, comment: 'Too early' },
    };
    expect(sent(withWords, no.event).at(-1)).toMatchObject({
      title: 'Declined: Publish “Tides”',
      body: 'By Jon. “Too early”',
    });
    const silent = decided(asked);
    expect(sent(silent.approval, silent.event).at(-1)).toMatchObject({
      title: 'Expired: Publish “Tides”',
      body: 'Nobody answered in time.',
    });
  });

  test('of the outcome reach stakeholders, pools and people by name, each once', () => {
    const approval = approvalOf(
      cardOf(
        {
          ...config,
          notify: { via: ['email'], outcome: ['stakeholders', 'chief-editors', 'nobody@else.org'] },
        },
        { info: byMara },
      ),
    );
    const ended = decided(heard(approval, 'jon', 'approved'));
    expect(sent(ended.approval, ended.event).at(-1)?.to).toEqual(['mara', 'owner', 'jon', 'ann', 'eve']);
  });

  test('spare whoever decided the toast that says so, not the mail', () => {
    const approval = approvalOf(cardOf({ ...config, assign: { pools: ['editors'] } }, { info: byMara }));
    const ended = decided(heard(approval, 'mara', 'approved'));
    const outcomes = sent(ended.approval, ended.event).filter(({ kind }) => kind === 'outcome');
    expect(brief(outcomes)).toEqual([['outcome', 'email', 'mara']]);
  });

  test('are not sent for a card that was decided meanwhile', () => {
    const { approval } = decided(heard(asked, 'jon', 'approved'));
    expect(sent(approval, requested(approval))).toEqual([]);
    expect(sent(approval, { type: 'approval.reminded', ...at, data: { index: 0 } })).toEqual([]);
    expect(sent(approval, { type: 'approval.escalated', ...at, data: { rung: 0 } })).toEqual([]);
  });

  test('withdraw a cancelled card', () => {
    const cancelled = { ...asked, status: 'cancelled' as const };
    const messages = sent(cancelled, { type: 'step.cancelled', ...at, data: { reason: 'stopped' } });
    expect(brief(messages)).toEqual([['withdraw', 'desktop', 'mara jon ann']]);
    expect(messages[0]?.title).toBe('Cancelled: Publish “Tides”');
  });

  test('have the same key whenever they are made again', () => {
    const once = sent(asked, requested(asked), 3).map(({ key }) => key);
    expect(sent(asked, requested(asked), 90).map(({ key }) => key)).toEqual(once);
  });
});
