import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { patchFlow } from '../../../shared/flow/patch.ts';
import { exampleText } from '../../support/example-flows.ts';
import { askingFlow, brokenFlow } from '../../support/flows.ts';
import { startHost, tempHome, tokenFor, clientOver } from '../../support/host.ts';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const examples = ['content-approval', 'payment', 'coding-agent'];
const sharing = askingFlow().replace(
  'nodes:\n',
  `connections:
  cms: { kind: http, description: Where posts live }
nodes:
  publish:
    kind: http
    config: { connection: cms, method: POST, path: /posts }
`,
);

describe('looking at a file before it is imported', () => {
  test('tells what it is, changes and needs, and keeps nothing of it', async () => {
    const { client } = await startHost();
    await client('connections.create', {
      name: 'our-cms',
      kind: 'http',
      settings: { baseUrl: 'http://127.0.0.1:1' },
    });
    await client('workspace.save', {
      me: 'owner',
      people: [{ id: 'owner', name: 'Ada', email: 'ada@acme.test' }],
      pools: { editors: ['owner'] },
    });
    const before = [await client('flows.list', {}), await client('audit.list', {})];
    const seen = await client('flows.inspect', {
      text: sharing.replace('pools: [editors]', 'pools: [editors, chiefs], people: [ada@acme.test, jon]'),
    });
    expect(seen).toMatchObject({
      drawing: { id: 'asking' },
      existing: null,
      origin: null,
      outside: [{ node: 'publish', connection: 'cms', does: 'POST to cms' }],
      connections: [
        {
          name: 'cms',
          kind: 'http',
          description: 'Where posts live',
          steps: ['publish'],
          candidates: ['our-cms'],
          draft: null,
          live: null,
        },
      ],
      pools: [
        { name: 'editors', steps: ['review'], members: ['owner'] },
        { name: 'chiefs', steps: ['review'], members: null },
      ],
      people: [
        { name: 'ada@acme.test', steps: ['review'], person: 'owner' },
        { name: 'jon', steps: ['review'], person: null },
      ],
    });
    expect([await client('flows.list', {}), await client('audit.list', {})]).toEqual(before);
  });

  test('knows the flow that is here, and whether the file is that very text', async () => {
    const { client } = await startHost();
    const { etag, text } = await client('flows.import', { text: askingFlow() });
    expect((await client('flows.inspect', { text: askingFlow() })).existing).toEqual({
      name: 'Asking',
      etag,
      live: null,
      text,
      same: true,
    });
    const other = await client('flows.inspect', { text: askingFlow('asking', 'Something else') });
    expect(other.existing).toMatchObject({ etag, same: false });
  });

  test('says where it comes from, and whether that release is on this machine', async () => {
    const [here, there] = [await startHost(), await startHost()];
    await here.client('flows.import', { text: askingFlow() });
    await here.client('flows.release', { id: 'asking', notes: 'First' });
    const { text } = await here.client('flows.export', { id: 'asking', from: 1 });
    const origin = { flow: 'asking', version: 1, state: 'matches', words: 'matches v1' };
    expect((await here.client('flows.inspect', { text })).origin).toMatchObject({ ...origin, here: true });
    expect((await there.client('flows.inspect', { text })).origin).toMatchObject({ ...origin, here: false });
    const edited = text.replace('timeout: 24h', 'timeout: 12h');
    expect((await there.client('flows.inspect', { text: edited })).origin).toMatchObject({
      state: 'changed',
      words: 'changed since v1',
    });
  });

  test('a problem is told with its place in the file as it lies there, its first comment counted', async () => {
    const { client } = await startHost();
    const at = (text: string, what: string) => text.slice(0, text.indexOf(what)).split('\n').length;
    const comment = `# Countersign release: broken v1, hash ${'0'.repeat(64)}, 2026-11-01T10:00:00.000Z\n`;
    for (const text of [brokenFlow, comment + brokenFlow]) {
      const [problem] = (await client('flows.inspect', { text })).problems;
      expect(problem?.line).toBe(at(text, 'steps.nowhere.x'));
      const unreadable = text.replace('edges:', 'edgs:');
      expect(await errorOf(client('flows.inspect', { text: unreadable }))).toMatchObject({
        code: 'invalid_flow',
        details: [{ code: 'unknown_key', line: at(unreadable, 'edgs:') }],
      });
    }
  });

  const bomb = `a: &a [${'x,'.repeat(99)}x]\n${Array.from({ length: 200 }, (_, i) => `b${i}: [*a, *a]`).join('\n')}\n`;
  test.each([
    ['over 1 MiB', `${askingFlow()}# ${'x'.repeat(1024 * 1024)}\n`, 'too_large'],
    ['with a prototype key', askingFlow().replace('title: {', '__proto__: {'), 'prototype_key'],
    [
      'with a bomb of aliases',
      `${askingFlow()}samples:\n${bomb.replaceAll(/^/gm, '  ')}`,
      'too_many_aliases',
    ],
    ['with a tag', askingFlow().replace('name: Asking', 'name: !!js/function Asking'), null],
    ['that is no flow', 'hello', null],
    ['that is empty', '', null],
    ['of bytes', '\u0000\u0001', null],
  ])('a hostile file %s is answered with a problem', async (_name, text, code) => {
    const { client } = await startHost();
    const error = (await errorOf(client('flows.inspect', { text }))) as {
      code: string;
      details?: { code: string; fix: string }[];
    };
    expect(['invalid_flow', 'too_large']).toContain(error.code);
    if (error.code === 'invalid_flow') {
      expect(error.details?.[0]?.fix).not.toBe('');
      if (code !== null) expect(error.details?.map((one) => one.code)).toContain(code);
    }
    expect((await client('flows.list', {})).items).toEqual([]);
  });

  test('who may only look may not', async () => {
    const host = await startHost();
    await host.client('workspace.save', {
      me: 'owner',
      people: [
        { id: 'owner', name: 'Ada' },
        { id: 'jon', name: 'Jon' },
      ],
      pools: {},
    });
    const viewer = clientOver('http', host, await tokenFor(host, 'viewer', 'jon'));
    expect(await errorOf(viewer('flows.inspect', { text: askingFlow() }))).toMatchObject({
      code: 'forbidden',
    });
  });
});

const shipped = ['examples', 'templates'].flatMap((folder) => {
  const path = new URL(`../../../${folder}/`, import.meta.url);
  return readdirSync(path)
    .filter((name) => name.endsWith('.flow.yaml'))
    .map((name): [string, string] => [name, readFileSync(new URL(name, path), 'utf8')]);
});

test('every shipped flow comes back byte for byte from import and export, and twice is once', async () => {
  const { client } = await startHost();
  for (const [name, text] of shipped) {
    const seen = await client('flows.inspect', { text });
    const { id, changed } = await client('flows.import', { text });
    expect([name, changed, seen.drawing.id]).toEqual([name, true, id]);
    const exported = await client('flows.export', { id });
    expect(exported.text).toBe(seen.text);
    expect(await client('flows.import', { text: exported.text })).toMatchObject({ changed: false });
    expect((await client('flows.inspect', { text: exported.text })).existing).toMatchObject({ same: true });
  }
  expect(shipped.length).toBeGreaterThan(2);
});

test('a draft that changed while somebody looked at the difference is not replaced', async () => {
  const { client } = await startHost();
  const seen = await client('flows.import', { text: askingFlow() });
  const meanwhile = await client('flows.import', { text: askingFlow('asking', 'Meanwhile'), replace: true });
  const other = { text: askingFlow('asking', 'Other'), replace: true };
  expect(await errorOf(client('flows.import', { ...other, over: seen.etag }))).toMatchObject({
    code: 'stale_draft',
    details: [{ etag: meanwhile.etag }],
  });
  expect((await client('flows.get', { id: 'asking' })).etag).toBe(meanwhile.etag);
  expect(await client('flows.import', { ...other, over: meanwhile.etag })).toMatchObject({ changed: true });
});

test('an exported flow holds no secret and no name of a connection, whatever it is bound to', async () => {
  const { client } = await startHost();
  const secret = 'canary-5f2c/91+e=7';
  const marks = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret), 'bound-canary'];
  for (const id of examples) {
    await client('flows.import', { text: exampleText(`${id}.flow.yaml`) });
    for (const { slot, kind } of (await client('connections.bindings', { id })).items) {
      const name = `bound-canary-${kind}`;
      const settings: Record<string, Record<string, string>> = {
        http: { baseUrl: 'http://127.0.0.1:1' },
        llm: { baseUrl: 'http://127.0.0.1:1', model: 'm' },
        ssh: { host: '127.0.0.1', user: 'u' },
        smtp: { host: '127.0.0.1', from: 'a@acme.test' },
      };
      const secrets =
        kind === 'http' ? { token: secret } : kind === 'llm' ? { apiKey: secret } : { password: secret };
      await client('connections.save', {
        name,
        kind: kind as 'http',
        settings: settings[kind] ?? {},
        secrets,
      });
      await client('connections.bind', { id, slot, name });
    }
    await client('flows.release', { id, notes: 'First' });
    await client('flows.setLive', { id, version: 1 });
    for (const from of ['draft', 'live', 1] as const) {
      const { text } = await client('flows.export', { id, from });
      expect(marks.filter((mark) => text.includes(mark))).toEqual([]);
    }
  }
  expect((await client('connections.list', {})).items.length).toBeGreaterThan(2);
});

test('in Git, moving forty steps changes layout lines alone and a new name changes one line', async () => {
  const { client } = await startHost();
  const folder = tempHome();
  const file = join(folder, 'forty.flow.yaml');
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.test', ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
  const exported = async (): Promise<string> => {
    const { text } = await client('flows.export', { id: 'forty' });
    writeFileSync(file, text);
    return text;
  };
  const names = Array.from({ length: 40 }, (_, index) => `step_${index}`);
  const nodes = names.map((name, index) => [
    name,
    index === 0
      ? { kind: 'trigger.manual', name: 'Start' }
      : { kind: 'set', name: `Step ${index}`, config: { values: { a: index } } },
  ]);
  const drawing: Drawing = {
    countersign: 1,
    id: 'forty',
    nodes: Object.fromEntries(nodes) as Drawing['nodes'],
    edges: names.slice(1).map((to, index) => ({ from: names[index] ?? '', port: 'done', to })),
    layout: Object.fromEntries(
      names.map((name, index): [string, [number, number]] => [name, [index * 300, 0]]),
    ),
  };
  await client('flows.import', { text: patchFlow('', drawing) });
  await exported();
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'First');

  const { etag } = await client('flows.get', { id: 'forty' });
  const moved = {
    ...drawing,
    layout: Object.fromEntries(names.map((name) => [name, [7, 9] as [number, number]])),
  };
  const saved = await client('flows.save', { id: 'forty', text: patchFlow('', moved), ifMatch: etag });
  const before = (await exported()).split('\n').indexOf('layout:') + 1;
  const hunks = [...git('diff', '-U0').matchAll(/^@@ -(\d+)/gm)].map(([, line]) => Number(line));
  expect(hunks.every((line) => line > before)).toBe(true);
  expect(git('diff', '--numstat').split('\t').slice(0, 2)).toEqual(['40', '40']);
  git('commit', '-qam', 'Moved');

  const renamed = {
    ...moved,
    nodes: { ...moved.nodes, step_7: { ...moved.nodes['step_7'], kind: 'set', name: 'Another name' } },
  };
  await client('flows.save', { id: 'forty', text: patchFlow('', renamed), ifMatch: saved.etag });
  await exported();
  expect(git('diff', '--numstat').split('\t').slice(0, 2)).toEqual(['1', '1']);
});
