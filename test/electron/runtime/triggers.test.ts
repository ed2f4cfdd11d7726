import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HookRequest } from '../../../electron/runtime/hook-request.ts';
import {
  addFlow,
  openEngine,
  outputOf,
  removeHome,
  statusOf,
  temporaryHome,
  until,
} from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

let home: string;
let engine: EngineHome;
const open = async (options: EngineOptions = {}): Promise<void> => {
  engine = await openEngine({ home, ...options });
};
beforeEach(() => {
  home = temporaryHome();
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

const hooked = (config: string, settings = ''): string => `countersign: 1
id: f
${settings}nodes:
  hook: { kind: trigger.webhook, config: { path: drafts, ${config} } }
  keep: { kind: set, config: { values: { text: '{{ trigger.body.text }}' } } }
edges:
  - hook -> keep
`;
const call = (more: Partial<HookRequest> & { body?: unknown } = {}) => {
  const { body = { text: 'hi' }, ...rest } = more;
  return engine.runtime.webhook({
    flow: 'f',
    path: 'drafts',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: {},
    rawBody: Buffer.from(JSON.stringify(body)),
    ...rest,
  });
};

describe('webhooks', () => {
  test('start a run of the live release alone, with body, headers and query', async () => {
    await open();
    await addFlow(engine, hooked('auth: none'));
    await expect(call()).rejects.toMatchObject({ code: 'not_found' });
    await addFlow(engine, hooked('auth: none'), true);
    const { id } = await call({
      query: { a: '1' },
      headers: { 'content-type': 'application/json', 'x-github-event': 'push', authorization: 'Bearer abc' },
    });
    expect(engine.runtime.state(id).info).toMatchObject({
      startedBy: 'webhook',
      target: 'live',
      version: 1,
      payload: {
        body: { text: 'hi' },
        query: { a: '1' },
        headers: { 'content-type': 'application/json', 'x-github-event': 'push' },
      },
    });
    expect(outputOf(engine, id, 'keep')).toEqual({ text: 'hi' });
    await expect(call({ method: 'PUT' })).rejects.toMatchObject({ code: 'method_not_allowed' });
    await expect(call({ path: 'other' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(call({ rawBody: Buffer.from('{') })).rejects.toMatchObject({ code: 'malformed' });
    await expect(call({ rawBody: Buffer.from('{"__proto__": 1}') })).rejects.toMatchObject({
      code: 'malformed',
    });
    await engine.store.write(() => engine.store.flows.setLive('f', null, 'owner'));
    await engine.runtime.liveChanged('f');
    await expect(call()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('ask for their secret, or for a signature over the raw body', async () => {
    await open();
    await addFlow(engine, hooked('auth: secret'), true);
    const [listed] = engine.runtime.hooks('f');
    const secret = listed?.secret ?? '';
    expect(listed).toMatchObject({
      node: 'hook',
      method: 'POST',
      path: 'drafts',
      header: 'X-Countersign-Secret',
      live: true,
    });
    await expect(call()).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(call({ headers: { 'x-countersign-secret': `${secret}x` } })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const { id } = await call({ headers: { 'x-countersign-secret': secret } });
    expect(JSON.stringify(engine.runtime.events(id))).not.toContain(secret);

    await addFlow(engine, hooked('auth: hmac'), true);
    const rawBody = Buffer.from('{"text":"signed"}');
    const signature = `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`;
    await expect(
      call({ rawBody, headers: { 'x-countersign-signature': signature.replace(/.$/, 'z') } }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    for (const header of ['x-countersign-signature', 'x-hub-signature-256']) {
      expect(
        await call({ rawBody, headers: { [header]: signature, 'content-type': 'application/json' } }),
      ).toMatchObject({ duplicate: false });
    }
  });

  test('the same delivery starts one run, also at once and after a restart', async () => {
    await open();
    await addFlow(engine, hooked("auth: none, dedupe: '{{ trigger.body.id }}'"), true);
    const ids = await Promise.all(Array.from({ length: 20 }, () => call({ body: { id: 7, text: 'a' } })));
    await engine.close();
    await open();
    ids.push(await call({ body: { id: 7, text: 'b' } }));
    expect([new Set(ids.map(({ id }) => id)).size, ids.filter(({ duplicate }) => !duplicate).length]).toEqual(
      [1, 1],
    );
    expect((await call({ body: { id: 8, text: 'b' } })).duplicate).toBe(false);
  });

  test('answer with what the run made, or with its id when that takes too long', async () => {
    const clock = createVirtualClock();
    await open({ clock });
    await addFlow(
      engine,
      hooked(
        "auth: none, respond: completed, responseBody: { said: '{{ steps.keep.text }}', size: '{{ size(trigger.body.text) }}' }",
      ),
      true,
    );
    expect(await call()).toMatchObject({ answer: { status: 200, body: { said: 'hi', size: 2 } } });
    await addFlow(
      engine,
      hooked('auth: none, respond: completed').replace(
        /keep: .*/,
        'keep: { kind: sleep, config: { for: 1h } }',
      ),
      true,
    );
    const slow = call();
    await until(() => clock.timers() >= 2);
    await clock.advance(30_000);
    expect(await slow).toMatchObject({ answer: null, duplicate: false });
  });

  test('a body over 64 KiB is stored beside and can be read by the run', async () => {
    await open();
    await addFlow(engine, hooked('auth: none').replace('trigger.body.text', 'size(trigger.body.text)'), true);
    const { id } = await call({ body: { text: 'x'.repeat(100_000) } });
    expect(outputOf(engine, id, 'keep')).toEqual({ text: 100_000 });
    expect(engine.runtime.state(id).info.payload).toMatchObject({
      body: { text: { $resource: expect.any(String), size: 100_000 } },
    });
  });
});

describe('overlap', () => {
  const guarded = (overlap: string): string =>
    `countersign: 1
id: f
inputs:
  key: { type: string }
settings:
  overlap: ${overlap}
nodes:
  go: { kind: trigger.manual }
  hold: { kind: wait, config: {} }
edges:
  - go -> hold
  - hold.timeout -> last
  - hold -> last
`
      .replace('edges:', '  last: { kind: set, config: { values: { done: true } } }\nedges:')
      .replace('config: {}', 'config: { timeout: 9d }');
  const start = async (key = 'a', target: 'draft' | 'live' = 'draft'): Promise<string> =>
    (await engine.runtime.start({ flow: 'f', target, input: { key }, startedBy: 'owner' })).id;
  const finish = (run: string) =>
    engine.runtime.submit(run, { type: 'callback', node: 'hold', visit: 1, body: null });
  const statuses = (ids: string[]): string[] => ids.map((id) => statusOf(engine, id));

  test('allow: all of them run side by side', async () => {
    await open();
    await addFlow(engine, guarded('allow'));
    const ids = [await start(), await start()];
    expect(ids.map((id) => engine.runtime.state(id).visits.length)).toEqual([2, 2]);
  });

  test('queue: one after the other, in order, over a restart; a queued one can be cancelled', async () => {
    await open();
    await addFlow(engine, guarded('queue'));
    const ids = [await start(), await start(), await start()];
    const begun = (): boolean[] => ids.map((id) => engine.runtime.state(id).visits.length > 0);
    expect([statuses(ids), begun()]).toEqual([
      ['waiting', 'waiting', 'waiting'],
      [true, false, false],
    ]);
    await engine.close();
    await open();
    await engine.runtime.submit(ids[1] ?? '', { type: 'cancel', by: 'owner', reason: 'Not needed.' });
    await finish(ids[0] ?? '');
    expect([statuses(ids), begun()]).toEqual([
      ['succeeded', 'cancelled', 'waiting'],
      [true, false, true],
    ]);
    await finish(ids[2] ?? '');
    expect(statuses(ids)).toEqual(['succeeded', 'cancelled', 'succeeded']);
  });

  test('skip: the later one ends at once as cancelled and says why', async () => {
    await open();
    await addFlow(engine, guarded('skip'));
    const [first, second] = [await start(), await start()];
    expect(statuses([first, second])).toEqual(['waiting', 'cancelled']);
    expect(engine.runtime.state(second).outcome?.message).toContain(first);
    await finish(first);
    expect(statuses([await start()])).toEqual(['waiting']);
  });

  test('replace: the earlier one is cancelled', async () => {
    await open();
    await addFlow(engine, guarded('replace'));
    expect(statuses([await start(), await start()])).toEqual(['cancelled', 'waiting']);
  });

  test('a key keeps apart what it tells apart, and drafts never stand in the way of live runs', async () => {
    await open();
    await addFlow(engine, guarded("{ mode: skip, key: '{{ trigger.input.key }}' }"), true);
    const ids = [await start('a'), await start('b'), await start('a'), await start('a', 'live')];
    expect(statuses(ids)).toEqual(['waiting', 'waiting', 'cancelled', 'waiting']);
  });
});

describe('polls of a detached job', () => {
  test('the marker resolves the wait as a callback would, and an unreachable machine is asked less often', async () => {
    const clock = createVirtualClock();
    const asked: string[] = [];
    await open({
      clock,
      more: {
        pollJob: async (_connection, key) => {
          asked.push(key);
          if (asked.length === 1) throw new Error('no route to host');
          return asked.length < 4
            ? { done: false }
            : { done: true, body: { exitCode: 0, stdout: 'built', stderr: '' } };
        },
      },
    });
    await addFlow(
      engine,
      `countersign: 1
id: f
connections:
  box: { kind: ssh }
nodes:
  go: { kind: trigger.manual }
  job: { kind: ssh, config: { connection: box, command: make, detach: true } }
  hold: { kind: wait, config: { timeout: 1d, poll: { job: job, every: 30s } } }
  keep: { kind: set, config: { values: { said: '{{ steps.hold.body.stdout }}' } } }
edges:
  - go -> job
  - job -> hold
  - hold -> keep
  - hold.timeout -> keep
`,
    );
    const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await engine.runtime.idle();
    await clock.advance(10 * 60_000);
    await engine.runtime.idle();
    expect([asked, outputOf(engine, id, 'keep')]).toEqual([
      Array.from({ length: 4 }, () => `${id}.job.1`),
      { said: 'built' },
    ]);
  });

  test('in practice the sample of a job that never ran ends the wait, and history says practice', async () => {
    const clock = createVirtualClock();
    const asked: string[] = [];
    await open({
      clock,
      connection: () => null,
      more: {
        pollJob: async (_connection, key) => {
          asked.push(key);
          return { done: false };
        },
      },
    });
    await addFlow(
      engine,
      `countersign: 1
id: f
connections:
  box: { kind: ssh }
nodes:
  go: { kind: trigger.manual }
  job: { kind: ssh, config: { connection: box, command: make, detach: true } }
  hold: { kind: wait, config: { timeout: 1d, poll: { job: job, every: 30s } } }
  keep: { kind: set, config: { values: { said: '{{ steps.hold.body.stdout }}' } } }
edges:
  - go -> job
  - job -> hold
  - hold -> keep
  - hold.timeout -> keep
samples:
  job: { exitCode: 0, signal: null, stdout: rehearsed, stderr: '' }
`,
    );
    const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await engine.runtime.idle();
    await clock.advance(60_000);
    await engine.runtime.idle();
    expect([asked, outputOf(engine, id, 'keep')]).toEqual([[], { said: 'rehearsed' }]);
    const hold = engine.runtime.state(id).visits.find(({ node }) => node === 'hold');
    expect(hold?.practice).toBe(true);
  });
});

describe('retention', () => {
  test('takes payloads out of old runs, and leaves what happened, cards and the journal', async () => {
    const clock = createVirtualClock();
    await open({ clock });
    await addFlow(engine, hooked('auth: none', 'settings:\n  retention: 30d\n'), true);
    const { id } = await call({ body: { text: 'a private letter' } });
    await engine.runtime.indexed();
    clock.jump(29 * 86_400_000);
    expect(await engine.runtime.keepHouse()).toEqual({ purged: 0 });
    clock.jump(2 * 86_400_000);
    expect(await engine.runtime.keepHouse()).toEqual({ purged: 1 });
    expect(JSON.stringify(engine.runtime.events(id))).not.toContain('private');
    expect(engine.store.runs.list({ q: 'private' }).items).toEqual([]);
    expect(engine.runtime.state(id)).toMatchObject({
      status: 'succeeded',
      visits: [{ node: 'hook' }, { node: 'keep' }],
    });
    expect(engine.store.runs.get(id)?.purgedAt).toBe(clock.now());
  });
});
