import { expect, test } from 'vitest';
import type { Client } from '../../../shared/api/client.ts';
import { applyImport } from '../../../renderer/import/apply-import.ts';
import { connectionFor, noChoices, stillChosen, type Choices } from '../../../renderer/import/choices.ts';
import { startHost } from '../../support/host.ts';

const flow = (title = 'May it go out?'): string => `countersign: 1
id: shared
name: Shared
connections:
  cms: { kind: http }
nodes:
  start: { kind: trigger.manual }
  ask:
    kind: approval
    config: { title: '${title}', assign: { pools: [editors], people: [jon@acme.test] }, timeout: none }
  publish: { kind: http, config: { connection: cms, method: POST, path: / } }
edges:
  - start -> ask
  - ask.approved -> publish
`;

const chosen = (text: string) => ({ key: 'file-1', name: 'shared.flow.yaml', text, fault: null });

async function bring(client: Client, text: string, choices: Partial<Choices>) {
  const seen = await client('flows.inspect', { text });
  return applyImport(client, chosen(text), seen, { ...noChoices, ...choices });
}

async function withConnections() {
  const { client } = await startHost();
  for (const name of ['ours', 'others'])
    await client('connections.create', { name, kind: 'http', settings: { baseUrl: 'http://127.0.0.1:1' } });
  const bound = async (id: string) => {
    const [place] = (await client('connections.bindings', { id })).items;
    return { draft: place?.draft, live: place?.live };
  };
  return { client, bound };
}

test('one press stores the flow, the people it asks and what it goes through', async () => {
  const { client, bound } = await withConnections();
  const outcome = await bring(client, flow(), {
    connections: { cms: { draft: 'ours' } },
    pools: { editors: { do: 'make', people: ['owner'] } },
    people: { 'jon@acme.test': { do: 'add' } },
  });
  expect(outcome).toMatchObject({ is: 'imported', isMapped: false, troubles: [] });
  expect(await bound('shared')).toEqual({ draft: 'ours', live: null });
  expect(await client('workspace.get', {})).toMatchObject({
    people: [{ id: 'owner' }, { id: 'jon', name: 'Jon', email: 'jon@acme.test' }],
    pools: { editors: ['owner'] },
  });
});

test('people of this machine are written into the file, its comments stay, JSON too', async () => {
  const { client } = await withConnections();
  const text = flow().replace('nodes:', '# ours since spring\nnodes:');
  const choices = { pools: { editors: { do: 'use', pool: 'chiefs' } } } as const;
  expect(await bring(client, text, choices)).toMatchObject({ isMapped: true, flow: { changed: true } });
  const stored = await client('flows.get', { id: 'shared' });
  expect(stored.text).toContain('# ours since spring');
  expect(stored.drawing.nodes['ask']?.config?.['assign']).toMatchObject({ pools: ['chiefs'] });
  const { edges, ...rest } = stored.drawing;
  const json = JSON.stringify({
    ...rest,
    id: 'as-json',
    edges: edges.map(({ from, port, to }) => `${from}.${port} -> ${to}`),
  });
  await bring(client, json, { pools: { chiefs: { do: 'use', pool: 'editors' } } });
  const fromJson = await client('flows.get', { id: 'as-json' });
  expect(fromJson.drawing.nodes['ask']?.config?.['assign']).toMatchObject({ pools: ['editors'] });
});

test('a flow that is here keeps its connections when its draft is replaced; a copy begins without any', async () => {
  const { client, bound } = await withConnections();
  await client('flows.import', { text: flow() });
  await client('connections.bind', { id: 'shared', slot: 'cms', name: 'ours' });
  const other = flow('Is it good?');
  const seen = await client('flows.inspect', { text: other });
  const [needed] = seen.connections;
  if (needed === undefined) throw new Error('no connection is needed');
  expect(connectionFor({ ...noChoices, conflict: 'theirs' }, needed, 'live')).toBe('ours');
  expect(connectionFor({ ...noChoices, conflict: 'copy' }, needed, 'live')).toBeNull();

  await bring(client, other, {
    conflict: 'copy',
    copyId: 'shared-2',
    connections: { cms: { draft: 'others' } },
  });
  expect([await bound('shared'), await bound('shared-2')]).toEqual([
    { draft: 'ours', live: 'ours' },
    { draft: 'others', live: null },
  ]);
  await bring(client, other, { conflict: 'theirs', connections: { cms: { live: null } } });
  expect(await bound('shared')).toEqual({ draft: 'ours', live: null });
});

test('a choice between two drafts holds only for the draft that was looked at', async () => {
  const { client } = await withConnections();
  const { etag } = await client('flows.import', { text: flow() });
  const chosenThen: Choices = { ...noChoices, conflict: 'theirs', against: etag };
  const look = () => client('flows.inspect', { text: flow('Is it good?') });
  expect(stillChosen(await look(), chosenThen)).toBe(chosenThen);
  await client('flows.import', { text: flow('Meanwhile'), replace: true });
  expect(stillChosen(await look(), chosenThen)).toMatchObject({ conflict: null, against: null });
});

test('keeping mine asks the host for nothing', async () => {
  const { client } = await withConnections();
  const before = await client('flows.import', { text: flow() });
  expect(await bring(client, flow('Is it good?'), { conflict: 'mine' })).toEqual({ is: 'left' });
  expect((await client('flows.get', { id: 'shared' })).etag).toBe(before.etag);
});

test('what could not be kept beside the flow is told, and the flow is here all the same', async () => {
  const { client, bound } = await withConnections();
  const text = flow();
  const seen = await client('flows.inspect', { text });
  await client('connections.remove', { name: 'ours' });
  const outcome = await applyImport(client, chosen(text), seen, {
    ...noChoices,
    connections: { cms: { draft: 'ours', live: 'others' } },
  });
  expect(outcome).toMatchObject({
    is: 'imported',
    troubles: [{ what: '“cms” is not connected yet.', error: { code: 'not_found' } }],
  });
  expect(await bound('shared')).toEqual({ draft: null, live: 'others' });
});
