import { afterEach, beforeEach, expect, test } from 'vitest';
import { addFlow, openEngine, removeHome, statusOf, temporaryHome } from '../../support/engine-home.ts';
import type { EngineHome } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

let home: string;
let clock: VirtualClock;
let engine: EngineHome;
beforeEach(async () => {
  home = temporaryHome();
  clock = createVirtualClock();
  engine = await openEngine({ home, clock });
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

const restart = async (): Promise<void> => {
  await engine.close();
  engine = await openEngine({ home, clock });
};

const asking = `countersign: 1
id: f
nodes:
  go: { kind: trigger.manual }
  review:
    kind: approval
    config:
      title: Publish it
      remind: [1h]
      escalate: [{ after: 4h, to: { pools: [backup] } }]
      timeout: 8h
      onTimeout: decline
edges:
  - go -> review
`;

const start = async (target: 'draft' | 'live' = 'draft'): Promise<string> => {
  const { id } = await engine.runtime.start({ flow: 'f', target, input: {}, startedBy: 'owner' });
  await engine.runtime.idle();
  return id;
};
const jump = (id: string) => engine.runtime.submit(id, { type: 'jump', by: 'owner' });
const typesOf = (id: string): string[] => engine.runtime.events(id).map(({ type }) => type);

test('a draft goes through reminder, escalation and deadline by three jumps, with a restart between each', async () => {
  await addFlow(engine, asking);
  const id = await start();
  const began = clock.now();
  for (const rung of ['approval.reminded', 'approval.escalated', 'approval.decided']) {
    await jump(id);
    expect(typesOf(id)).toContain(rung);
    await restart();
    expect(typesOf(id)).toContain(rung);
  }
  expect(statusOf(engine, id)).toBe('declined');
  expect(clock.now() - began).toBeLessThan(minute);
  const state = engine.runtime.state(id);
  expect(state).toMatchObject({ clockAheadMs: expect.any(Number), status: 'declined' });
  expect(state.endedAt).toBe((state.visits[1]?.startedAt ?? 0) + 8 * hour);
  const times = engine.runtime.events(id).map(({ at }) => at);
  expect(times).toEqual([...times].sort((left, right) => left - right));
});

test('after a jump the one timer goes on by the run’s clock: what was 8 h away comes in 7', async () => {
  await addFlow(engine, asking);
  const id = await start();
  await jump(id);
  expect(engine.store.runs.get(id)?.dueAt).toBe(clock.now() + 3 * hour);
  expect(engine.store.approvals.get(`${id}.review.1`)?.view).toMatchObject({ clockAheadMs: hour });
  await restart();
  await clock.advance(3 * hour - minute);
  expect(typesOf(id)).not.toContain('approval.escalated');
  await clock.advance(minute);
  await engine.runtime.idle();
  expect(typesOf(id)).toContain('approval.escalated');
  await clock.advance(4 * hour);
  await engine.runtime.idle();
  expect(statusOf(engine, id)).toBe('declined');
});

test('other runs keep their time, and what is live never jumps', async () => {
  await addFlow(engine, asking, true, clock.now());
  const [jumped, still, live] = [await start(), await start(), await start('live')];
  await jump(jumped);
  await jump(jumped);
  await expect(jump(live)).rejects.toMatchObject({ code: 'forbidden' });
  expect(engine.runtime.state(still).clockAheadMs).toBe(0);
  expect(typesOf(live)).not.toContain('clock.jumped');
  expect(typesOf(still)).not.toContain('approval.reminded');
});

test('the reminder leaves at once, and the journal tells the real time of what was practised', async () => {
  await addFlow(engine, asking);
  const id = await start();
  await jump(id);
  await clock.advance(1);
  await engine.runtime.idle();
  expect(engine.messages.map(({ kind }) => kind)).toContain('reminder');
  const entries = engine.store.audit.all();
  expect(entries.map(({ kind }) => kind)).toContain('run.jumped');
  expect(Math.max(...entries.map(({ at }) => at))).toBeLessThanOrEqual(clock.now());
  expect(entries.find(({ kind }) => kind === 'run.jumped')).toMatchObject({
    actor: 'owner',
    body: { run: id, draft: true, ms: hour, to: 'reminder' },
  });
});

test('two jumps at once go to two moments, never twice to the same one', async () => {
  await addFlow(engine, asking);
  const id = await start();
  await Promise.all([jump(id), jump(id)]);
  expect(typesOf(id).filter((type) => type === 'approval.reminded')).toHaveLength(1);
  expect(typesOf(id).filter((type) => type === 'approval.escalated')).toHaveLength(1);
});
