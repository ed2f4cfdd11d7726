import { expect, test } from 'vitest';
import { startHttpServer } from '../../support/http-server.ts';
import { startHost } from '../../support/host.ts';

const flow = (id: string): string => `countersign: 1
id: ${id}
name: ${id}
connections: { shop: { kind: http } }
nodes:
  start: { kind: trigger.manual }
  send: { kind: http, config: { connection: shop, path: /orders } }
  done: { kind: end }
edges:
  - start -> send
  - send -> done
`;

async function withShop() {
  const service = await startHttpServer();
  service.script((request) => ({
    do: 'answer',
    status: request.headers['authorization'] === 'Bearer right' ? 200 : 401,
  }));
  const host = await startHost();
  await host.client('connections.create', {
    name: 'shop',
    kind: 'http',
    settings: { baseUrl: service.url },
    secrets: { token: 'right' },
  });
  const shown = async () => (await host.client('connections.list', {})).items;
  return { ...host, service, shown };
}

test('a connection remembers its last test until it is changed', async () => {
  const { client, shown } = await withShop();
  expect((await shown())[0]?.lastTest).toBeNull();
  await client('connections.test', { name: 'shop' });
  expect((await shown())[0]?.lastTest).toMatchObject({ ok: true, message: expect.stringContaining('200') });
  await client('connections.save', { name: 'shop', secrets: { token: 'wrong' } });
  expect((await shown())[0]?.lastTest).toBeNull();
  await client('connections.test', { name: 'shop' });
  expect((await shown())[0]?.lastTest).toMatchObject({ ok: false });
});

test('a renamed connection keeps its secrets, its test and every flow that uses it', async () => {
  const { client, shown, service } = await withShop();
  await client('flows.import', { text: flow('orders') });
  await client('connections.bind', { id: 'orders', slot: 'shop', name: 'shop' });
  await client('connections.test', { name: 'shop' });
  await client('connections.rename', { name: 'shop', to: 'shop-eu' });
  const [renamed, ...others] = await shown();
  expect(others).toEqual([]);
  expect(renamed).toMatchObject({
    name: 'shop-eu',
    secrets: ['token'],
    lastTest: { ok: true },
    usedBy: [
      { flow: 'orders', slot: 'shop', target: 'draft' },
      { flow: 'orders', slot: 'shop', target: 'live' },
    ],
  });
  expect(await client('connections.test', { name: 'shop-eu' })).toMatchObject({ ok: true });
  await client('connections.create', { name: 'other', kind: 'http', settings: { baseUrl: service.url } });
  await expect(client('connections.rename', { name: 'other', to: 'shop-eu' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await client('audit.list', { q: 'renamed' })).items[0]?.body).toMatchObject({
    connection: 'shop-eu',
    was: 'shop',
  });
});

test('a used connection is deleted only when that is said, and is then taken away everywhere', async () => {
  const { client, shown } = await withShop();
  await client('flows.import', { text: flow('orders') });
  await client('connections.bind', { id: 'orders', slot: 'shop', name: 'shop' });
  await expect(client('connections.remove', { name: 'shop' })).rejects.toMatchObject({ code: 'in_use' });
  await client('connections.remove', { name: 'shop', unbind: true });
  expect(await shown()).toEqual([]);
  expect((await client('connections.bindings', { id: 'orders' })).items).toMatchObject([
    { slot: 'shop', draft: null, live: null },
  ]);
});

test('typed changes are tried over what is kept, but kept secrets never go to another place', async () => {
  const { client, service } = await withShop();
  const settings = { baseUrl: `${service.url}/v2` };
  expect(await client('connections.try', { kind: 'http', name: 'shop', settings })).toMatchObject({
    ok: true,
  });
  expect(
    await client('connections.try', { kind: 'http', name: 'shop', settings, secrets: { token: 'wrong' } }),
  ).toMatchObject({ ok: false });
  const elsewhere = await startHttpServer();
  await expect(
    client('connections.try', { kind: 'http', name: 'shop', settings: { baseUrl: elsewhere.url } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  expect(elsewhere.requests).toEqual([]);
});
