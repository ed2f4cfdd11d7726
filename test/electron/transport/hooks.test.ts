import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { callbackFlow, hookFlow } from '../../support/flows.ts';

async function live(text: string, id: string): Promise<TestHost> {
  const host = await startHost();
  await host.client('flows.import', { text });
  await host.client('flows.release', { id });
  await host.client('flows.setLive', { id, version: 1 });
  return host;
}

const send = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

test('a webhook answers 202 with the run once it is durable; the same delivery gives the first run', async () => {
  const host = await live(hookFlow(), 'hooked');
  const url = `${host.url}/hooks/hooked/orders`;
  const first = await send(url, '{"id":"a1"}');
  const { id } = (await first.json()) as { id: string };
  expect(first.status).toBe(202);
  const again = await send(url, '{"id":"a1"}');
  expect([again.status, await again.json()]).toEqual([202, { id }]);
  const run = await host.client('runs.get', { id });
  expect(run).toMatchObject({
    status: 'succeeded',
    target: 'live',
    startedBy: 'webhook',
    trigger: { payload: { body: { id: 'a1' } } },
  });
  expect((await host.client('runs.list', {})).items).toHaveLength(1);
});

test('addresses and methods that no live flow has are refused', async () => {
  const host = await live(hookFlow(), 'hooked');
  expect((await send(`${host.url}/hooks/hooked/other`, '{}')).status).toBe(404);
  expect((await send(`${host.url}/hooks/nobody/orders`, '{}')).status).toBe(404);
  expect((await send(`${host.url}/hooks/hooked`, '{}')).status).toBe(404);
  expect((await fetch(`${host.url}/hooks/hooked/orders`)).status).toBe(405);
  expect((await fetch(`${host.url}/hooks/hooked/orders`, { method: 'OPTIONS' })).status).toBe(405);
  expect((await send(`${host.url}/hooks/hooked/orders`, '{"id":')).status).toBe(400);
  expect(
    (await send(`${host.url}/hooks/hooked/orders`, `{"id":${'['.repeat(20_000)}${']'.repeat(20_000)}}`))
      .status,
  ).toBe(400);
  await host.client('flows.setLive', { id: 'hooked', version: null });
  expect((await send(`${host.url}/hooks/hooked/orders`, '{"id":"b"}')).status).toBe(404);
  expect((await host.client('runs.list', {})).items).toHaveLength(0);
});

test('a signed webhook takes the exact bytes under its own secret, and nothing else', async () => {
  const host = await live(hookFlow('signed', 'hmac'), 'signed');
  const [hook] = (await host.client('flows.hooks', { id: 'signed' })).items;
  expect(hook).toMatchObject({
    node: 'incoming',
    auth: 'hmac',
    header: 'X-Countersign-Signature',
    live: true,
  });
  const body = '{"id":"s1"}';
  const sign = (text: string) =>
    `sha256=${createHmac('sha256', hook?.secret ?? '')
      .update(text)
      .digest('hex')}`;
  const url = hook?.url ?? '';
  expect((await send(url, body)).status).toBe(401);
  expect((await send(url, body, { 'x-countersign-signature': sign('{"id": "s1"}') })).status).toBe(401);
  expect((await send(url, body, { 'x-countersign-signature': sign(body) })).status).toBe(202);
  expect((await send(url, '{"id":"s2"}', { 'x-hub-signature-256': sign('{"id":"s2"}') })).status).toBe(202);
});

test('a webhook’s secret is not in the history of its runs', async () => {
  const host = await live(hookFlow('kept', 'secret'), 'kept');
  const [hook] = (await host.client('flows.hooks', { id: 'kept' })).items;
  const secret = hook?.secret ?? '';
  const reply = await send(hook?.url ?? '', '{"id":"k"}', {
    'x-countersign-secret': secret,
    authorization: 'Bearer abcdefghijklmnopqrstuvwx',
  });
  const { id } = (await reply.json()) as { id: string };
  const history = JSON.stringify(await host.client('runs.events', { id }));
  expect(history).not.toContain(secret);
  expect(history).not.toContain('abcdefghijklmnopqrstuvwx');
});

test('a call back resumes its wait once; early, late and made-up ones are answered', async () => {
  const host = await live(callbackFlow(), 'called');
  const { id } = await host.client('runs.start', { id: 'called', target: 'live' });
  const url = host.app.runtime.callbackUrl({ run: id, node: 'answer', visit: 1 });
  expect((await fetch(url)).status).toBe(405);
  expect((await send(`${url}x`, '{}')).status).toBe(404);
  expect((await host.client('runs.get', { id })).status).toBe('waiting');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => send(url, JSON.stringify({ index }))),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409 || status === 410)).toHaveLength(19);
  expect((await host.client('runs.get', { id })).status).toBe('succeeded');
});
