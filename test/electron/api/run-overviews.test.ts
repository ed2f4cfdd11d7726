import type { InputOf } from '../../../shared/api/contract.ts';
import { expect, test } from 'vitest';
import type { Clock } from '../../../electron/runtime/clock.ts';
import { askingFlow } from '../../support/flows.ts';
import { startHost, type TestHost } from '../../support/host.ts';
import { startHttpServer } from '../../support/http-server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const calling = (id: string, url: string, more = ''): string => `countersign: 1
id: ${id}
name: Call ${id}
nodes:
  start: { kind: trigger.manual }
  send: { kind: http, config: { method: POST, url: ${url}, body: { order: '{{ trigger.input.order }}' } }${more} }
  done: { kind: end }
edges: [start -> send, send -> done]
inputs: { order: string }
`;

/** A host whose timers never ring: what comes due stays undone. */
async function hostWithoutTimers(): Promise<{ host: TestHost; pass: (ms: number) => void }> {
  let ahead = 0;
  const clock: Clock = { now: () => Date.now() + ahead, setTimer: () => () => undefined };
  return { host: await startHost({ clock }), pass: (ms) => (ahead += ms) };
}

async function reaches(host: TestHost, id: string, status: string): Promise<void> {
  await expect.poll(async () => (await host.client('runs.get', { id })).status).toBe(status);
}

test('failures are counted by flow, step and code, and each cause lists its runs', async () => {
  const host = await startHost();
  const far = await startHttpServer();
  far.script(({ url }) => ({ do: 'answer', status: url === '/gone' ? 404 : 400, json: { error: 'no' } }));
  await host.client('flows.import', { text: calling('bills', `${far.url}/refuses`) });
  await host.client('flows.import', { text: calling('letters', `${far.url}/gone`) });
  const ids: string[] = [];
  for (const flow of ['bills', 'bills', 'letters']) {
    const { id } = await host.client('runs.start', { id: flow, input: { order: 'x' } });
    await reaches(host, id, 'failed');
    ids.push(id);
  }
  const { items } = await host.client('runs.failures', {});
  expect(items.map(({ flow, node, count, newest }) => [flow, node, count, newest.id])).toEqual([
    ['letters', 'send', 1, ids[2]],
    ['bills', 'send', 2, ids[1]],
  ]);
  expect((await host.client('runs.failures', { flow: 'bills' })).items).toHaveLength(1);
  const count = async (query: InputOf<'runs.failures'>): Promise<number> =>
    (await host.client('runs.failures', query)).items.length;
  const all = await count({});
  expect(await count({ target: 'draft', person: 'owner' })).toBe(all);
  expect(await count({ target: 'live' })).toBe(0);
  expect(await count({ person: 'webhook' })).toBe(0);
  expect(await count({ version: 7 })).toBe(0);
  expect(await count({ to: '2001-01-01T00:00:00.000Z' })).toBe(0);
  const code = items[1]?.code ?? '';
  expect(code).not.toBe('');
  const listed = await host.client('runs.list', { flow: 'bills', node: 'send', code });
  expect(listed.items.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  expect((await host.client('runs.list', { node: 'send', code: 'another' })).items).toEqual([]);
});

test('runs are found by who started them, where they ran, and words of any step or of the flow’s name', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: askingFlow('news', 'Publish {{ trigger.input.title }}') });
  await host.client('flows.release', { id: 'news' });
  await host.client('flows.setLive', { id: 'news', version: 1 });
  const draft = await host.client('runs.start', { id: 'news', input: { title: 'Tides' } });
  const live = await host.client('runs.start', { id: 'news', target: 'live', input: { title: 'Moon' } });
  const card = `${draft.id}.review.1`;
  await host.client('approvals.decide', { id: card, decision: 'approved', comment: 'splendid' });
  await host.app.runtime.indexed();
  const found = async (query: object) => (await host.client('runs.list', query)).items.map(({ id }) => id);
  expect(await found({ target: 'live' })).toEqual([live.id]);
  expect(await found({ person: 'owner' })).toEqual([live.id, draft.id]);
  expect(await found({ person: 'webhook' })).toEqual([]);
  expect(await found({ q: 'tides splendid' })).toEqual([draft.id]); // said by different steps
  expect(await found({ q: 'asking moon' })).toEqual([live.id]); // the flow is called “Asking”
  expect(await found({ q: 'asking sun' })).toEqual([]);
});

test('a line of the list says who may decide', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: askingFlow() });
  const { id } = await host.client('runs.start', { id: 'asking', input: { title: 'Tides' } });
  const [run] = (await host.client('runs.list', {})).items;
  expect(run?.waitingFor).toMatchObject([
    { kind: 'approval', approval: `${id}.review.1`, holders: { pools: ['editors'], people: [] } },
  ]);
});

test('what stands still for too long is listed with its cause, and nothing else is', async () => {
  const { host, pass } = await hostWithoutTimers();
  const far = await startHttpServer();
  far.script(({ url }) =>
    url === '/breaks' ? { do: 'reset' } : { do: 'answer', status: 503, json: { error: 'later' } },
  );
  const once = askingFlow('once').replace('inputs:', 'settings: { overlap: queue }\ninputs:');
  const forever = askingFlow('forever').replace(/timeout: 24h\n +onTimeout: decline/, 'timeout: none');
  for (const text of [
    once,
    forever,
    calling('breaks', `${far.url}/breaks`),
    calling('tries', `${far.url}/later`, ', effect: read, retry: { attempts: 5, backoff: 2h }'),
  ]) {
    await host.client('flows.import', { text });
  }
  await host.client('flows.release', { id: 'forever' });
  await host.client('flows.setLive', { id: 'forever', version: 1 });
  const start = async (id: string, target: 'draft' | 'live' = 'draft') =>
    (
      await host.client('runs.start', {
        id,
        target,
        input: id === 'once' || id === 'forever' ? { title: 'x' } : { order: 'x' },
      })
    ).id;
  const first = await start('once');
  const second = await start('once');
  const endless = await start('forever', 'live');
  const doubt = await start('breaks');
  const trying = await start('tries');
  await reaches(host, doubt, 'waiting');
  await expect
    .poll(async () => (await host.client('runs.get', { id: trying })).steps.at(-1)?.status)
    .toBe('scheduled');
  const stuck = async () =>
    (await host.client('runs.stuck', {})).items.map(({ id, cause, before }) => [id, cause, before]);

  expect(await stuck()).toEqual([[doubt, 'unknown', null]]);
  pass(15 * minute);
  expect(await stuck()).toEqual([
    [second, 'queued', first],
    [doubt, 'unknown', null],
    [trying, 'retrying', null],
  ]);
  pass(8 * day);
  expect(await stuck()).toEqual([
    [first, 'overdue', null],
    [second, 'queued', first],
    [endless, 'endless', null],
    [doubt, 'unknown', null],
    [trying, 'overdue', null],
  ]);
});
