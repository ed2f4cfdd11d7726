import { expect, onTestFinished, test } from 'vitest';
import type { Client } from '../../../shared/api/client.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { startHost } from '../../support/host.ts';

/** Reads and writes over two connections, and over an address that stands in the step itself. */
const reachingOut = (own: string): string => `countersign: 1
id: reaching-out
name: Reaching out
connections:
  cms: { kind: http }
  shop: { kind: http }
nodes:
  begin: { kind: trigger.manual }
  look: { kind: http, config: { connection: shop, path: /prices } }
  order: { kind: http, config: { connection: shop, method: POST, path: /orders, body: { n: 1 } } }
  publish: { kind: http, config: { connection: cms, method: POST, path: /posts, body: { n: 1 } } }
  tell: { kind: http, config: { method: POST, url: '${own}/told' } }
  shape: { kind: set, config: { values: { n: 1 } } }
edges:
  - begin -> look
  - look -> order
  - order -> publish
  - publish -> tell
  - tell -> shape
samples:
  look: { status: 200, headers: {}, body: {} }
  order: { status: 201, headers: {}, body: {} }
`;

async function ended(client: Client, id: string) {
  for (;;) {
    const run = await client('runs.get', { id });
    if (run.endedAt !== null) return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('what really happens is told before a draft runs, and is what then happens', async () => {
  const server = await startHttpServer();
  onTestFinished(() => server.close());
  const { client } = await startHost();
  await client('flows.import', { text: reachingOut(server.url) });
  await client('connections.create', { name: 'blog', kind: 'http', settings: { baseUrl: server.url } });
  await client('connections.bind', { id: 'reaching-out', slot: 'cms', name: 'blog', target: 'draft' });

  const { items } = await client('flows.rehearsal', { id: 'reaching-out' });
  expect(
    items.map(({ node, changes, connection, bound, real, fails }) => [
      node,
      { changes, connection, bound, real, fails },
    ]),
  ).toEqual([
    ['look', { changes: false, connection: 'shop', bound: null, real: false, fails: false }],
    ['order', { changes: true, connection: 'shop', bound: null, real: false, fails: false }],
    ['publish', { changes: true, connection: 'cms', bound: 'blog', real: true, fails: false }],
    ['tell', { changes: true, connection: null, bound: null, real: true, fails: false }],
  ]);
  expect(items.map(({ why }) => why)).toEqual([
    'No connection is chosen for drafts, so its example answers.',
    'No connection is chosen for drafts, so its example answers.',
    'Through the connection “blog”.',
    'It has an address of its own.',
  ]);
  expect(items[2]?.does).toBe('POST to cms');

  const { id } = await client('runs.start', { id: 'reaching-out', target: 'draft' });
  const run = await ended(client, id);
  expect(run.status).toBe('succeeded');
  const practised = run.steps.filter(({ practice }) => practice).map(({ node }) => node);
  expect(practised).toEqual(items.filter(({ real }) => !real).map(({ node }) => node));
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /posts', 'POST /told']);
});

test('a step without a connection and without an example is answered by a made-up one, and says so', async () => {
  const { client } = await startHost();
  await client('flows.import', {
    text: reachingOut('http://127.0.0.1:9').replace(/ {2}look: { status.*\n/, ''),
  });
  const { items } = await client('flows.rehearsal', { id: 'reaching-out' });
  expect(items.filter(({ fails }) => fails)).toEqual([]);
  expect(items.map(({ node, real, why }) => [node, real, why.includes('made-up')])).toEqual([
    ['look', false, true],
    ['order', false, false],
    ['publish', false, true],
    ['tell', true, false],
  ]);
});

test('live never practises: it uses its own connections and fails where one is missing', async () => {
  const { client } = await startHost();
  await client('flows.import', { text: reachingOut('http://127.0.0.1:9') });
  await client('connections.create', {
    name: 'blog',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:9' },
  });
  await client('connections.bind', { id: 'reaching-out', slot: 'shop', name: 'blog', target: 'draft' });
  await client('connections.bind', { id: 'reaching-out', slot: 'cms', name: 'blog', target: 'live' });
  await client('flows.release', { id: 'reaching-out' });
  const told = async (target: 'draft' | 'live' | number) => {
    const { items } = await client('flows.rehearsal', { id: 'reaching-out', target });
    return Object.fromEntries(
      items.map(({ node, real, fails }) => [node, real ? 'real' : fails ? 'fails' : 'example']),
    );
  };
  const live = { look: 'fails', order: 'fails', publish: 'real', tell: 'real' };
  expect(await told('draft')).toEqual({ look: 'real', order: 'real', publish: 'example', tell: 'real' });
  expect(await told(1)).toEqual(live);
  await expect(told('live')).rejects.toMatchObject({ code: 'not_found' });
  await client('flows.setLive', { id: 'reaching-out', version: 1 });
  expect(await told('live')).toEqual(live);
});
