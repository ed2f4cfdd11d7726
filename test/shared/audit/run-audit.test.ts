import { describe, expect, test } from 'vitest';

import { decidedByTimer, decidedByVoices } from '../../../shared/approval/outcome.ts';
import { tally } from '../../../shared/approval/tally.ts';
import { gateOf } from '../../../shared/audit/gate.ts';
import { pointerMoved, recordOf, refusedOf } from '../../../shared/audit/record.ts';
import { auditOf } from '../../../shared/audit/run-audit.ts';
import { canonicalJson, sha256Hex } from '../../../shared/canonical.ts';
import type { NewEvent, RunEvent } from '../../../shared/run/event.ts';
import type { ApprovalState, RunState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, heard, info, noon, people } from '../approval/make.ts';
import { stateOf } from '../approval/run.ts';

const asked = approvalOf(
  cardOf({
    title: 'Pay Acme',
    assign: { pools: ['editors'] },
    editable: { amount: { type: 'number', value: 40 } },
    escalate: [{ after: '8h', to: { pools: ['chief-editors'] } }],
  }),
);
const at = { node: 'review', visit: 1 };
const of = { approval: 'run-1.review.1', run: 'run-1', flow: 'content', draft: false };

function decidedOf(approval: ApprovalState): ApprovalState {
  const verdict = tally(approval, people);
  const data = verdict === null ? decidedByTimer(approval) : decidedByVoices(approval, verdict);
  return { ...approval, status: 'approved', decided: { ...data, at: noon } };
}

const numbered = (event: NewEvent): RunEvent => ({ ...event, seq: 7, at: noon }) as RunEvent; // the pair stays as it was

function entriesOf(event: NewEvent, approval: ApprovalState = asked) {
  return auditOf(numbered(event), stateOf(info, [{ node: 'review', approval }]), 'token');
}

describe('the journal of an approval', () => {
  test('begins with what was asked of whom, and its hash', () => {
    const [entry] = entriesOf({
      type: 'approval.requested',
      ...at,
      data: { card: asked.card, cardHash: asked.cardHash },
    });
    expect(entry).toEqual({
      at: noon,
      actor: 'countersign',
      identified: 'host',
      kind: 'approval.requested',
      body: {
        ...of,
        version: 1,
        node: 'review',
        visit: 1,
        title: 'Pay Acme',
        tier: 2,
        rule: 'no policy released',
        quorum: 1,
        pools: ['editors'],
        people: [],
        exclude: [],
        requester: 'owner',
        startedBy: 'owner',
        deadline: '2026-03-10T12:00:00.000Z',
        proposal: asked.card.proposal,
        editable: { amount: 40 },
        cardHash: asked.cardHash,
      },
    });
  });

  test('holds an edit as proposed and as edited, beside the voice that made it', () => {
    const edited = heard(asked, 'mara', 'approved', { amount: 41 });
    const [voice] = edited.voices;
    if (voice === undefined) throw new Error('nobody spoke');
    expect(entriesOf({ type: 'approval.voice', ...at, data: { voice } }, edited)).toEqual([
      {
        at: noon,
        actor: 'mara',
        identified: 'token',
        kind: 'approval.voice',
        body: { ...of, decision: 'approved', comment: null, via: 'http', cardHash: asked.cardHash },
      },
      {
        at: noon,
        actor: 'mara',
        identified: 'token',
        kind: 'approval.edited',
        body: { ...of, proposed: { amount: 40 }, edited: { amount: 41 } },
      },
    ]);
  });

  test('holds one entry for the decision, with the rule that decided', () => {
    const approval = decidedOf(heard(asked, 'mara', 'approved', { amount: 41 }));
    if (approval.decided === null) throw new Error('not decided');
    const { at: _at, ...data } = approval.decided;
    const entries = entriesOf({ type: 'approval.decided', ...at, data }, approval);
    expect(entries.map(({ actor, identified, kind }) => [actor, identified, kind])).toEqual([
      ['mara', 'token', 'approval.decided'],
    ]);
    expect(entries[0]?.body).toMatchObject({
      decision: 'approved',
      rule: '1 of 1 agreed',
      values: { amount: 41 },
      edits: [{ op: 'replace', path: '/amount', value: 41 }],
    });
  });

  test('says when nobody answered, and that it was the clock', () => {
    const data = decidedByTimer(asked);
    const [entry] = entriesOf({ type: 'approval.decided', ...at, data });
    expect(entry).toMatchObject({ actor: 'timer', identified: 'timer', kind: 'approval.expired' });
  });

  test.each<[NewEvent, string, string, object]>([
    [{ type: 'approval.claimed', ...at, data: { by: 'mara' } }, 'approval.claimed', 'mara', {}],
    [{ type: 'approval.claimed', ...at, data: { by: null } }, 'approval.released', 'countersign', {}],
    [
      { type: 'approval.commented', ...at, data: { by: 'ann', text: 'Why?' } },
      'approval.commented',
      'ann',
      { text: 'Why?' },
    ],
    [
      { type: 'approval.reassigned', ...at, data: { by: 'ann', pools: ['x'], people: [] } },
      'approval.reassigned',
      'ann',
      { pools: ['x'], people: [] },
    ],
    [
      { type: 'approval.deferred', ...at, data: { by: 'ann', until: noon } },
      'approval.deferred',
      'ann',
      { until: '2026-03-09T12:00:00.000Z' },
    ],
    [
      {
        type: 'approval.held',
        ...at,
        data: {
          held: { decision: 'approved', by: 'ann', via: 'toast', seen: null, at: noon, until: noon + 10_000 },
        },
      },
      'approval.held',
      'ann',
      { decision: 'approved', via: 'toast', until: '2026-03-09T12:00:10.000Z' },
    ],
    [
      { type: 'approval.undone', ...at, data: { by: 'ann', of: 'ann', reason: null } },
      'approval.undone',
      'ann',
      { pressedBy: 'ann', reason: null },
    ],
    [{ type: 'approval.reminded', ...at, data: { index: 0 } }, 'approval.reminded', 'timer', { reminder: 1 }],
    [
      { type: 'approval.escalated', ...at, data: { rung: 0 } },
      'approval.escalated',
      'timer',
      { rung: 1, pools: ['chief-editors'], people: [], keep: true },
    ],
    [
      { type: 'step.cancelled', ...at, data: { reason: 'The run was stopped.' } },
      'approval.cancelled',
      'countersign',
      { reason: 'The run was stopped.' },
    ],
  ])('keeps %j as %s', (event, kind, actor, body) => {
    expect(entriesOf(event)).toMatchObject([{ kind, actor, body: { ...of, ...body } }]);
  });

  test('holds nothing of what is not evidence', () => {
    expect(entriesOf({ type: 'token.parked', ...at, data: { from: at } })).toEqual([]);
    expect(
      entriesOf({
        type: 'run.ended',
        node: null,
        visit: null,
        data: { status: 'succeeded', node: null, message: null, output: null },
      }),
    ).toEqual([]);
  });
});

describe('what was executed because of an approval', () => {
  const approval = decidedOf(heard(asked, 'mara', 'approved', { amount: 41 }));
  const state: RunState = stateOf(info, [
    { node: 'start' },
    { node: 'review', from: [{ node: 'start', visit: 1 }], approval },
    { node: 'shape', from: [{ node: 'review', visit: 1 }] },
    { node: 'pay', from: [{ node: 'shape', visit: 1 }], attempted: true },
    { node: 'aside', from: [{ node: 'start', visit: 1 }], attempted: true },
  ]);
  const pay = { node: 'pay', visit: 1 };
  const input = { body: { amount: 41 } };
  const entries = (event: NewEvent, writes = true) =>
    auditOf(numbered(event), state, 'token', { writes: () => writes });
  const started: NewEvent = { type: 'step.started', ...pay, data: { attempt: 1, input, key: 'k' } };

  test('is kept as the hash of what was sent, linked to the approval, with the values that were agreed', () => {
    expect(entries(started)).toEqual([
      {
        at: noon,
        actor: 'countersign',
        identified: 'host',
        kind: 'effect.started',
        body: {
          ...of,
          node: 'pay',
          visit: 1,
          attempt: 1,
          payloadHash: sha256Hex(canonicalJson(input)),
          values: { amount: 41 },
          practice: false,
        },
      },
    ]);
  });

  test('is kept with how it ended', () => {
    const sent = sha256Hex(canonicalJson({ sent: 'pay' }));
    const output = { status: 201 };
    expect(entries({ type: 'step.succeeded', ...pay, data: { port: 'done', output } })).toMatchObject([
      {
        kind: 'effect.ended',
        body: {
          ...of,
          outcome: 'succeeded',
          payloadHash: sent,
          outputHash: sha256Hex(canonicalJson(output)),
        },
      },
    ]);
    const error = { code: 'http_status', message: 'The server said 500.' };
    expect(entries({ type: 'step.failed', ...pay, data: { error, port: null } })).toMatchObject([
      { kind: 'effect.ended', body: { ...of, outcome: 'failed', error: 'http_status' } },
    ]);
    expect(entries({ type: 'step.unknown', ...pay, data: { attempt: 1, reason: 'crash' } })).toMatchObject([
      { kind: 'effect.ended', body: { ...of, outcome: 'unknown' } },
    ]);
  });

  test('is not kept where a step only reads, or where nobody was asked', () => {
    expect(entries(started, false)).toEqual([]);
    expect(entries({ ...started, node: 'aside' })).toEqual([]);
  });

  test('is not linked to an approval that said no', () => {
    const declined = decidedOf(heard(asked, 'mara', 'declined'));
    const run = stateOf(info, [
      { node: 'review', approval: declined },
      { node: 'sorry', from: [at] },
    ]);
    expect(run.visits[1] && gateOf(run, run.visits[1])).toBeNull();
  });

  test('belongs to the nearest approval on its way, of several that meet the last one decided', () => {
    const named = (title: string, minutes: number): ApprovalState => {
      const one = decidedOf(
        heard(approvalOf(cardOf({ title, assign: { pools: ['editors'] } })), 'mara', 'approved'),
      );
      return { ...one, decided: one.decided && { ...one.decided, at: noon + minutes } };
    };
    const run = stateOf(info, [
      { node: 'first', approval: named('first', 1) },
      { node: 'left', from: [{ node: 'first', visit: 1 }], approval: named('left', 3) },
      { node: 'right', from: [{ node: 'first', visit: 1 }], approval: named('right', 2) },
      {
        node: 'meet',
        from: [
          { node: 'left', visit: 1 },
          { node: 'right', visit: 1 },
        ],
      },
      { node: 'pay', from: [{ node: 'meet', visit: 1 }] },
    ]);
    const gate = run.visits[4] && gateOf(run, run.visits[4]);
    expect(gate?.card.title).toBe('left');
  });
});

test('an output that was set is kept with its way and hash, never with what it says', () => {
  const data = { by: 'owner', action: 'edit', port: 'done', outputHash: 'f'.repeat(64) } as const;
  const [entry] = auditOf(
    numbered({ type: 'run.repaired', node: 'pay', visit: 1, data }),
    stateOf(info, []),
    'session',
  );
  expect(entry?.body).toEqual({
    run: 'run-1',
    flow: 'content',
    draft: false,
    node: 'pay',
    visit: 1,
    action: 'edit',
    way: 'done',
    outputHash: 'f'.repeat(64),
  });
});

test('repairs and cancels are kept with who did them', () => {
  const state = stateOf(info, []);
  const repaired: NewEvent = {
    type: 'run.repaired',
    node: 'pay',
    visit: 1,
    data: { by: 'owner', action: 'answer', answer: 'done' },
  };
  expect(auditOf(numbered(repaired), state, 'cli')).toEqual([
    {
      at: noon,
      actor: 'owner',
      identified: 'cli',
      kind: 'run.repaired',
      body: {
        run: 'run-1',
        flow: 'content',
        draft: false,
        node: 'pay',
        visit: 1,
        action: 'answer',
        answer: 'done',
      },
    },
  ]);
  const ended: NewEvent = {
    type: 'run.ended',
    node: null,
    visit: null,
    data: { status: 'cancelled', node: null, message: 'No longer needed', output: null, by: 'jon' },
  };
  expect(auditOf(numbered(ended), state, 'session')).toMatchObject([
    { actor: 'jon', identified: 'session', kind: 'run.cancelled', body: { reason: 'No longer needed' } },
  ]);
});

describe('what is kept beside runs', () => {
  const by = { at: noon, actor: 'owner', identified: 'session' as const };

  test.each([
    [null, 3, 'flow.promoted', { version: 3, from: null }],
    [2, 3, 'flow.promoted', { version: 3, from: 2 }],
    [3, 2, 'flow.rolled_back', { version: 2, from: 3 }],
    [3, null, 'flow.offline', { from: 3 }],
  ])('moving live from %s to %s is %s', (from, to, kind, body) => {
    expect(pointerMoved(by, 'content', from, to)).toEqual({
      ...by,
      kind,
      body: { flow: 'content', ...body },
    });
  });

  test('a changed connection is kept by name and fields, never by value', () => {
    expect(
      recordOf('connection.changed', by, {
        connection: 'cms',
        kind: 'http',
        change: 'updated',
        fields: ['token'],
      }),
    ).toEqual({
      ...by,
      kind: 'connection.changed',
      body: { connection: 'cms', kind: 'http', change: 'updated', fields: ['token'] },
    });
  });

  test('an attempt that was refused is kept too', () => {
    const attempt = {
      approval: of.approval,
      verb: 'decide',
      decision: 'approved',
      code: 'forbidden',
      message: 'No.',
    };
    expect(refusedOf(by, attempt)).toEqual({ ...by, kind: 'approval.refused', body: attempt });
  });
});
