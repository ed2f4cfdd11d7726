import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../shared/audit/verify.ts';
import type { AuditEntry } from '../../../shared/audit/entry.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import {
  addFlow,
  openEngine,
  removeHome,
  statusOf,
  temporaryHome,
  until,
} from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

const hour = 3_600_000;
let home: string;
let clock: VirtualClock;
let engine: EngineHome;
const open = async (options: EngineOptions = {}): Promise<void> => {
  engine = await openEngine({ home, clock, ...options });
};
beforeEach(() => {
  home = temporaryHome();
  clock = createVirtualClock();
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

const asking = (config = 'timeout: 24h, onTimeout: decline'): string => `countersign: 1
id: f
nodes:
  go: { kind: trigger.manual }
  review: { kind: approval, config: { title: Publish it, ${config}, remind: [1h], notify: { via: [desktop] } } }
  publish: { kind: http, config: { url: 'http://far.test', method: POST } }
edges:
  - go -> review
  - review.approved -> publish
`;
const start = async (): Promise<string> => {
  const { id } = await engine.runtime.start({ flow: 'f', target: 'live', input: {}, startedBy: 'owner' });
  await engine.runtime.idle();
  return id;
};
const decision = (said: string): Extract<RunInput, { type: 'decision' }> => ({
  type: 'decision',
  node: 'review',
  visit: 1,
  actor: { person: 'owner', via: 'cli' },
  decision: said,
  comment: said === 'declined' ? 'No.' : null,
  values: null,
  seen: null,
});
const kinds = (): string[] => engine.store.audit.all().map((entry) => entry.kind);

describe('large evidence', () => {
  test('over 64 KiB is listed on the card as a file that can be opened', async () => {
    await open();
    const text = 'x'.repeat(70_000);
    const show = `show: [{ label: Text, kind: text, value: '${text}' }, { label: Change, kind: diff, before: a, after: '${text}' }]`;
    await addFlow(engine, asking(`timeout: none, ${show}`), true, clock.now());
    const card = engine.runtime.state(await start()).visits.at(-1)?.approval?.card;
    expect(card?.show).toMatchObject([
      { label: 'Text', kind: 'text', value: { $resource: expect.any(String), size: 70_000 } },
      { label: 'Change', before: 'a', after: { size: 70_000 } },
    ]);
  });
});

describe('what a person writes', () => {
  test('is masked before it is kept, in the comment and in the edited values', async () => {
    const mask = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('hunter2', '•••')) as T;
    await open({ more: { masker: { mask } } });
    await addFlow(
      engine,
      asking('timeout: none, editable: { text: { type: text, value: old } }'),
      true,
      clock.now(),
    );
    const id = await start();
    await engine.runtime.submit(
      id,
      { ...decision('approved'), comment: 'with hunter2', values: { text: 'is hunter2' } },
      'session',
    );
    await engine.runtime.idle();
    expect(JSON.stringify(engine.runtime.events(id))).toContain('is •••');
    expect(JSON.stringify([engine.runtime.events(id), engine.store.audit.all()])).not.toContain('hunter2');
  });
});

describe('a card', () => {
  test('stands in the inbox, survives a restart, and its decision lets the effect go and leaves one in the journal', async () => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    await engine.close();
    await open();
    await engine.runtime.idle();
    const [card] = engine.store.approvals.list({ status: 'pending' }).items;
    expect(card).toMatchObject({
      id: `${id}.review.1`,
      run: id,
      title: 'Publish it',
      deadline: clock.now() + 24 * hour,
      view: { status: 'pending' },
    });
    expect(engine.store.runs.get(id)?.waitingFor).toMatchObject([
      { kind: 'approval', approval: `${id}.review.1` },
    ]);
    await engine.runtime.submit(id, decision('approved'), 'cli');
    await engine.runtime.idle();
    expect([statusOf(engine, id), engine.calls.length]).toEqual(['succeeded', 1]);
    expect(engine.store.approvals.get(`${id}.review.1`)).toMatchObject({
      status: 'approved',
      view: { decision: { by: 'owner' } },
    });
    expect(kinds()).toEqual([
      'approval.requested',
      'approval.voice',
      'approval.decided',
      'effect.started',
      'effect.ended',
    ]);
    expect(verifyChain(engine.store.audit.all() as AuditEntry[])).toMatchObject({ ok: true, entries: 5 });
  });

  test('of a hundred decisions at once one counts; the others are told, and one is in the journal', async () => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        engine.runtime.submit(id, decision(index % 2 === 0 ? 'approved' : 'declined'), 'cli'),
      ),
    );
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect([refusals.length, new Set(refusals)]).toEqual([99, new Set(['already_decided'])]);
    expect(kinds().filter((kind) => kind === 'approval.decided')).toHaveLength(1);
  });

  test('the same decision asked twice with one request id is answered twice and made once, also after a restart', async () => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    const once = {
      how: 'cli' as const,
      request: { scope: `decide:${id}.review.1`, key: 'r', bodyHash: 'h' },
      answer: () => ({ said: 'first' }),
    };
    expect(await engine.runtime.submitOnce(id, decision('approved'), once)).toEqual({
      answer: { said: 'first' },
      repeated: false,
    });
    await engine.close();
    await open();
    expect(
      await engine.runtime.submitOnce(id, decision('approved'), {
        ...once,
        answer: () => ({ said: 'second' }),
      }),
    ).toEqual({ answer: { said: 'first' }, repeated: true });
    expect(kinds().filter((kind) => kind === 'approval.decided')).toHaveLength(1);
  });

  test.each([-1, 0, 1])(
    'a decision %i ms from the deadline and the deadline itself: one of them, and only one',
    async (offset) => {
      await open();
      await addFlow(engine, asking(), true);
      const id = await start();
      clock.jump(24 * hour + offset);
      const decided = engine.runtime.submit(id, decision('approved'), 'cli').then(
        () => 'decided',
        (error) => error.code,
      );
      engine.runtime.wake();
      const answer = await decided;
      await engine.runtime.idle();
      expect([answer, statusOf(engine, id), engine.calls.length]).toEqual(
        offset < 0 ? ['decided', 'succeeded', 1] : ['expired', 'declined', 0],
      );
      expect(kinds().filter((kind) => kind === 'approval.decided')).toHaveLength(1);
    },
  );

  test('a cancelled run takes its card out of the inbox', async () => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    await engine.runtime.submit(id, { type: 'cancel', by: 'owner', reason: 'No longer needed.' }, 'cli');
    expect(engine.store.approvals.list({ status: 'pending' }).items).toEqual([]);
    expect(engine.store.approvals.get(`${id}.review.1`)?.status).toBe('cancelled');
  });
});

describe('an approval pressed on a message', () => {
  const pressed = (): RunInput => ({
    type: 'hold',
    node: 'review',
    visit: 1,
    actor: { person: 'owner', via: 'toast' },
    decision: 'approved',
    seen: null,
  });

  test.each([
    ['while it is held', 4000, 6000],
    ['until long after it was due', 4000, 30 * hour],
  ])('counts once although the host was killed %s', async (_, before, away) => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    await engine.runtime.submit(id, pressed(), 'session');
    await clock.advance(before);
    engine.store.close(); // what kill -9 leaves
    clock.jump(away);
    await open();
    await engine.runtime.idle();
    expect([statusOf(engine, id), engine.calls.length]).toEqual(['succeeded', 1]);
    expect(kinds().filter((kind) => kind.startsWith('approval.'))).toEqual([
      'approval.requested',
      'approval.held',
      'approval.voice',
      'approval.decided',
    ]);
    const decided = engine.store.audit.all().find((entry) => entry.kind === 'approval.decided');
    expect(decided).toMatchObject({ actor: 'owner', identified: 'session', body: { via: 'toast' } });
    await engine.close();
    await open();
    await engine.runtime.idle();
    expect(engine.calls).toEqual([]);
  });

  test('has a message with the way back, and an undone one asks again', async () => {
    await open();
    const quick = 'timeout: none, tier: 1, require: { comment: never }';
    await addFlow(engine, asking(quick), true);
    const id = await start();
    await engine.runtime.submit(id, pressed(), 'session');
    await engine.runtime.idle();
    const undo: RunInput = {
      type: 'undo',
      node: 'review',
      visit: 1,
      actor: { person: 'owner', via: 'toast' },
    };
    await engine.runtime.submit(id, undo, 'session');
    await engine.runtime.idle();
    await clock.advance(60_000);
    expect(
      engine.messages.map(({ kind, title, buttons, until: at }) => ({ kind, title, buttons, at })),
    ).toEqual([
      { kind: 'request', title: 'Publish it', buttons: ['approve', 'decline'], at: undefined },
      { kind: 'held', title: 'Approved: Publish it', buttons: ['undo'], at: expect.any(Number) },
      { kind: 'request', title: 'Publish it', buttons: ['approve', 'decline'], at: undefined },
    ]);
    expect([statusOf(engine, id), engine.calls.length]).toEqual(['waiting', 0]);
  });
});

describe('messages', () => {
  test('leave after the card is durable, are reminded once, and are withdrawn with the decision', async () => {
    await open();
    await addFlow(engine, asking(), true);
    const id = await start();
    expect(engine.messages.map((message) => [message.kind, message.to, message.link])).toEqual([
      ['request', ['owner'], `/inbox/${id}.review.1`],
    ]);
    await clock.advance(3 * hour);
    await engine.runtime.idle();
    expect(engine.messages.map((message) => message.kind)).toEqual(['request', 'reminder']);
    await engine.runtime.submit(id, decision('approved'), 'cli');
    await engine.runtime.idle();
    expect(engine.messages.map((message) => message.kind)).toContain('withdraw');
    expect(engine.store.outbox.ofApproval(`${id}.review.1`).every((row) => row.status === 'sent')).toBe(true);
  });

  test('that did not leave are tried again with the same key, over a restart, until they do', async () => {
    const tried: string[] = [];
    let works = false;
    const deliver = async (message: { key: string }): Promise<void> => {
      tried.push(message.key);
      if (!works) throw new Error('no mail server');
    };
    await open({ deliver });
    await addFlow(engine, asking(), true);
    const id = await start();
    expect(engine.store.outbox.ofApproval(`${id}.review.1`)).toMatchObject([
      { status: 'pending', attempts: 1, result: 'no mail server' },
    ]);
    await clock.advance(10_000);
    await engine.close();
    works = true;
    await open({ deliver });
    await clock.advance(60_000);
    await engine.runtime.idle();
    expect([tried.length, new Set(tried).size]).toEqual([3, 1]);
    expect(engine.store.outbox.ofApproval(`${id}.review.1`)).toMatchObject([{ status: 'sent', attempts: 3 }]);
  });

  test('a mail server that hangs holds up neither timers nor other messages', async () => {
    let hung = 0;
    await open({
      deliver: () => {
        hung++;
        return new Promise(() => undefined);
      },
    });
    await addFlow(engine, asking(), true);
    await engine.runtime.start({ flow: 'f', target: 'live', input: {}, startedBy: 'owner' });
    const second = await engine.runtime.start({ flow: 'f', target: 'live', input: {}, startedBy: 'owner' });
    await clock.advance(1);
    await until(() => hung === 2);
    await clock.advance(25 * hour);
    await until(() => engine.store.runs.get(second.id)?.status === 'declined');
  });
});
