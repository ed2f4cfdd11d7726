import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startHost } from '../../support/host.ts';
import { askingFlow, brokenFlow } from '../../support/flows.ts';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('the ETag is the SHA-256 of the canonical text, which is what is stored and exported', async () => {
  const { client } = await startHost();
  const untidy = askingFlow().replace('name: Asking', 'name:    "Asking"   # ours');
  const flow = await client('flows.import', { text: untidy });
  expect(flow.etag).toBe(createHash('sha256').update(flow.text).digest('hex'));
  expect(flow.text).toContain('# ours');
  expect((await client('flows.export', { id: 'asking' })).text).toBe(flow.text);
});

test('import never overwrites: the same text is no news, another one needs a word', async () => {
  const { client } = await startHost();
  await client('flows.import', { text: askingFlow() });
  expect(await client('flows.import', { text: askingFlow() })).toMatchObject({ changed: false });
  const other = askingFlow('asking', 'Something else');
  expect(await errorOf(client('flows.import', { text: other }))).toMatchObject({
    code: 'conflict',
    details: [{ id: 'asking' }],
  });
  expect(await client('flows.import', { text: other, as: 'second' })).toMatchObject({
    id: 'second',
    changed: true,
  });
  expect(await client('flows.import', { text: other, replace: true })).toMatchObject({
    id: 'asking',
    changed: true,
  });
  expect((await client('flows.list', {})).items.map(({ id }) => id)).toEqual(['asking', 'second']);
  expect(await errorOf(client('flows.import', { text: other, as: 'Not An Id' }))).toMatchObject({
    code: 'invalid_flow',
  });
});

test('a flow with drawing problems is kept and told; it runs, releases and goes live only once they are gone', async () => {
  const { client } = await startHost();
  const flow = await client('flows.import', { text: brokenFlow });
  expect(flow).toMatchObject({ id: 'broken', hash: null });
  expect((await client('flows.problems', { id: 'broken' })).items).toContainEqual(
    expect.objectContaining({ node: 'next', severity: 'error' }),
  );
  expect(await errorOf(client('flows.release', { id: 'broken' }))).toMatchObject({ code: 'invalid_flow' });
  expect(await errorOf(client('runs.start', { id: 'broken' }))).toMatchObject({ code: 'invalid_flow' });
  expect(await client('flows.readiness', { id: 'broken' })).toMatchObject({ ready: false });
});

test('a drawing problem names its line and column in the text, wherever it is told', async () => {
  const { client } = await startHost();
  const flow = await client('flows.import', { text: brokenFlow });
  const lines = flow.text.split('\n');
  const pointed = (problem: unknown) => {
    const { line = 0, column = 0 } = problem as { line?: number; column?: number };
    return lines[line - 1]?.slice(column - 1);
  };
  const wanted = "'{{ steps.nowhere.x }}'";
  expect(pointed(flow.problems[0])).toContain(wanted);
  for (const call of ['flows.release', 'runs.start'] as const) {
    const { details } = (await errorOf(client(call, { id: 'broken' }))) as { details: unknown[] };
    expect(pointed(details[0])).toContain(wanted);
  }
});

test('releasing the newest release’s text answers with it; any other text is a new one, equal hash or not', async () => {
  const { client } = await startHost();
  const flow = await client('flows.import', { text: askingFlow() });
  expect(await client('flows.release', { id: 'asking', notes: 'one' })).toMatchObject({ version: 1 });
  expect(await client('flows.release', { id: 'asking', notes: 'again' })).toMatchObject({
    version: 1,
    notes: 'one',
  });
  const moved = `${flow.text}layout:\n  begin: [10, 10]\n`;
  const saved = await client('flows.save', { id: 'asking', text: moved, ifMatch: flow.etag });
  expect(saved.hash).toBe(flow.hash);
  expect(await client('flows.release', { id: 'asking', notes: 'moved' })).toMatchObject({
    version: 2,
    hash: flow.hash,
  });
  // Back to the first text: not the newest any more, so it is a third.
  await client('flows.save', { id: 'asking', text: flow.text, ifMatch: saved.etag });
  expect(await client('flows.release', { id: 'asking', notes: 'back' })).toMatchObject({ version: 3 });
  expect((await client('flows.releases', { id: 'asking' })).items.map(({ version }) => version)).toEqual([
    3, 2, 1,
  ]);
  expect((await client('flows.releaseOf', { id: 'asking', version: 2 })).drawing.layout).toEqual({
    begin: [10, 10],
  });
});

test('an exported release names itself, and comes back as what it was or as changed since', async () => {
  const first = await startHost();
  await first.client('flows.import', { text: askingFlow() });
  const { hash } = await first.client('flows.release', { id: 'asking' });
  const { text } = await first.client('flows.export', { id: 'asking', from: 1 });
  expect(text.split('\n')[0]).toContain(`asking v1, hash ${hash}`);

  const second = await startHost();
  const same = await second.client('flows.import', { text });
  expect(same).toMatchObject({ hash, origin: { version: 1, state: 'matches', words: 'matches v1' } });
  expect(same.text).not.toContain('Countersign release');
  const edited = text.replace('max: 10', 'max: 20');
  expect(await second.client('flows.import', { text: edited, replace: true })).toMatchObject({
    origin: { state: 'changed', words: 'changed since v1' },
  });
});

test('promote, roll back and offline move the pointer and are in the journal', async () => {
  const { client } = await startHost();
  const flow = await client('flows.import', { text: askingFlow() });
  await client('flows.release', { id: 'asking' });
  await client('flows.save', { id: 'asking', text: askingFlow('asking', 'Two'), ifMatch: flow.etag });
  await client('flows.release', { id: 'asking' });
  await client('flows.setLive', { id: 'asking', version: 2 });
  await client('flows.setLive', { id: 'asking', version: 2 });
  await client('flows.setLive', { id: 'asking', version: 1 });
  await client('flows.setLive', { id: 'asking', version: null });
  expect(await errorOf(client('flows.setLive', { id: 'asking', version: 9 }))).toMatchObject({
    code: 'not_found',
  });
  const kinds = (await client('audit.list', {})).items.map(({ kind }) => kind);
  expect(kinds).toEqual([
    'flow.released',
    'flow.released',
    'flow.promoted',
    'flow.rolled_back',
    'flow.offline',
  ]);
});

test('what is missing on this machine is a warning, or a refusal where that was asked for', async () => {
  const { client } = await startHost();
  const text = askingFlow('sending')
    .replace('nodes:', 'connections:\n  cms: { kind: http }\nnodes:')
    .replace(
      '  finish:',
      '  publish:\n    kind: http\n    config: { connection: cms, method: POST, path: /posts }\n  finish:',
    )
    .replace('- review.approved -> finish', '- review.approved -> publish\n  - publish -> finish');
  await client('flows.import', { text });
  await client('flows.release', { id: 'sending' });
  expect(await errorOf(client('flows.setLive', { id: 'sending', version: 1, strict: true }))).toMatchObject({
    code: 'not_ready',
    details: [expect.objectContaining({ code: 'connection_unbound', slot: 'cms' })],
  });
  expect((await client('flows.get', { id: 'sending' })).live).toBeNull();
  const { warnings } = await client('flows.setLive', { id: 'sending', version: 1 });
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'connection_unbound', slot: 'cms' }));
  await client('connections.create', {
    name: 'site',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:9' },
  });
  const bound = await client('connections.bind', { id: 'sending', slot: 'cms', name: 'site' });
  expect(bound.items).toEqual([
    { slot: 'cms', kind: 'http', description: null, draft: 'site', live: 'site' },
  ]);
  expect(await errorOf(client('connections.remove', { name: 'site' }))).toMatchObject({ code: 'in_use' });
  expect(await client('flows.setLive', { id: 'sending', version: 1, strict: true })).toMatchObject({
    live: 1,
  });
});

test('a difference is told in words', async () => {
  const { client } = await startHost();
  const flow = await client('flows.import', { text: askingFlow() });
  await client('flows.release', { id: 'asking' });
  await client('flows.save', {
    id: 'asking',
    text: flow.text.replace('timeout: 24h', 'timeout: 4h'),
    ifMatch: flow.etag,
  });
  const diff = await client('flows.diff', { id: 'asking', from: 1 });
  expect([diff.from?.source, diff.to.source]).toEqual(['v1', 'draft']);
  expect(diff.items).toHaveLength(1);
  expect(diff.items[0]?.words).toMatch(/1 day|24|4/);
});

test('a deleted flow is gone and offline; its runs and its evidence stay', async () => {
  const { client } = await startHost();
  await client('flows.import', { text: askingFlow() });
  await client('flows.release', { id: 'asking' });
  await client('flows.setLive', { id: 'asking', version: 1 });
  const { id } = await client('runs.start', { id: 'asking', target: 'live', input: { title: 'x' } });
  await client('flows.remove', { id: 'asking' });
  expect(await errorOf(client('flows.get', { id: 'asking' }))).toMatchObject({ code: 'not_found' });
  expect(await client('runs.get', { id })).toMatchObject({ status: 'waiting' });
  expect(await client('approvals.decide', { id: `${id}.review.1`, decision: 'approved' })).toMatchObject({
    status: 'approved',
  });
  expect((await client('audit.list', { limit: 500 })).items.map(({ kind }) => kind)).toContain(
    'flow.deleted',
  );
});
