import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createConnections } from '../../../electron/connections/connections.ts';
import { createKeyStore } from '../../../electron/secrets/key-store.ts';
import { openStore } from '../../../electron/store/store.ts';
import { connectionKinds } from '../../../shared/connections/kinds.ts';
import { AppError } from '../../../shared/errors.ts';

const home = mkdtempSync('/tmp/cs-connections-');
const store = openStore({ home });
afterAll(() => {
  store.close();
  rmSync(home, { recursive: true });
});
const keyStore = createKeyStore({ master: Buffer.alloc(32, 7), kind: 'file', warning: null });
const connections = createConnections({ store: store.connections, keyStore });
const at = Date.UTC(2026, 10, 21);
let count = 0;
const fresh = () => `cms-${++count}`;
const web = (name: string, secrets: Record<string, string> = { token: 'canary-token-1' }) =>
  connections.save({ name, kind: 'http', settings: { baseUrl: 'https://cms.example/api' }, secrets, at });
const refusal = (work: () => unknown): { code: string; message: string } => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError)
      return { code: error.code, message: `${error.message} ${error.fix ?? ''}` };
    throw error;
  }
  throw new Error('expected a refusal');
};

describe('saving', () => {
  test('tells which secrets are set and never what they hold', () => {
    const saved = web(fresh(), { token: 'canary-token-1', 'header.X-Key': 'canary-header' });
    expect(saved).toMatchObject({
      kind: 'http',
      settings: { baseUrl: 'https://cms.example/api', keyHeader: 'X-API-Key' },
      secrets: ['header.X-Key', 'token'],
      usedBy: [],
    });
    expect(JSON.stringify(connections.list())).not.toContain('canary');
  });

  test('no byte of a secret stands in any file of the home', () => {
    web(fresh(), { token: 'canary-in-files-9876' });
    for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        expect(readFileSync(join(entry.parentPath, entry.name)).includes('canary-in-files')).toBe(false);
    }
  });

  test('keeps secrets that are not named and takes an empty one away', () => {
    const name = fresh();
    web(name, { token: 't1', apiKey: 'k1' });
    expect(connections.save({ name, settings: { user: 'mara' }, at })).toMatchObject({
      secrets: ['apiKey', 'token'],
      settings: { user: 'mara' },
    });
    expect(connections.save({ name, secrets: { token: '' }, settings: { user: '' }, at })).toMatchObject({
      secrets: ['apiKey'],
    });
    expect(connections.openNamed(name)).toMatchObject({
      secrets: { apiKey: 'k1' },
      settings: { baseUrl: 'https://cms.example/api' },
    });
    expect(connections.openNamed(name)?.settings).not.toHaveProperty('user');
  });

  test('a new address does not get the old secrets', () => {
    const name = fresh();
    web(name);
    const move = { baseUrl: 'https://evil.example/api' };
    expect(refusal(() => connections.save({ name, settings: move, at }))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('another place'),
    });
    expect(
      connections.save({ name, settings: { baseUrl: 'https://cms.example/v2' }, at }).settings['baseUrl'],
    ).toBe('https://cms.example/v2');
    expect(connections.save({ name, settings: move, secrets: { token: 'new' }, at }).settings).toMatchObject(
      move,
    );
  });

  test('a line break at the end of a piped secret is not part of it; a key keeps its lines', () => {
    const name = fresh();
    web(name, { token: 'abc\n' });
    expect(connections.openNamed(name)?.secrets).toEqual({ token: 'abc' });
    const pem = '-----BEGIN KEY-----\nline\n-----END KEY-----\n';
    const key = fresh();
    connections.save({
      name: key,
      kind: 'ssh',
      settings: { host: 'h', user: 'u' },
      secrets: { privateKey: pem },
      at,
    });
    expect(connections.openNamed(key)?.secrets['privateKey']).toBe(pem);
  });

  test.each([
    ['an unknown kind', { kind: 'ftp' }, 'Use one of: http, llm, ssh, smtp'],
    ['no kind', {}, 'needs a kind'],
    [
      'an unknown setting',
      { kind: 'http', settings: { baseUrl: 'https://a.example', baseurl: 'x' } },
      'did you mean baseUrl',
    ],
    ['a missing setting', { kind: 'http', settings: {} }, '“baseUrl” is needed'],
    [
      'an address with a password',
      { kind: 'http', settings: { baseUrl: 'https://u:p@a.example' } },
      'without a user',
    ],
    ['another protocol', { kind: 'llm', settings: { baseUrl: 'file:///etc/passwd' } }, 'must be an address'],
    ['a host with a port', { kind: 'ssh', settings: { host: 'a:22', user: 'u' } }, 'without a port'],
    ['a port out of range', { kind: 'ssh', settings: { host: 'a', user: 'u', port: '99999' } }, '65535'],
    [
      'a host key that is none',
      { kind: 'ssh', settings: { host: 'a', user: 'u', hostKey: 'trust me' } },
      'fingerprint',
    ],
    [
      'an unknown secret',
      { kind: 'smtp', settings: { host: 'a', from: 'a@b.c' }, secrets: { token: 'x' } },
      'not a secret',
    ],
    [
      'a secret of two lines',
      { kind: 'http', settings: { baseUrl: 'https://a.example' }, secrets: { token: 'a\nb' } },
      'one line',
    ],
    [
      'a header of two lines',
      { kind: 'http', settings: { baseUrl: 'https://a.example', 'header.X': 'a\r\nb' } },
      'one line',
    ],
    [
      'a huge secret',
      { kind: 'http', settings: { baseUrl: 'https://a.example' }, secrets: { token: 'x'.repeat(70_000) } },
      '64 KiB',
    ],
    [
      'a sender that is a list',
      { kind: 'smtp', settings: { host: 'a', from: 'a@b.c, d@e.f' } },
      'plain mail address',
    ],
  ])('%s is refused with what to do', (_name, change, words) => {
    expect(refusal(() => connections.save({ name: fresh(), at, ...change })).message).toContain(words);
  });

  test('every kind fills in its defaults', () => {
    const shortest = {
      http: { baseUrl: 'https://a.example' },
      llm: { baseUrl: 'http://127.0.0.1:11434/v1' },
      ssh: { host: 'build', user: 'u' },
      smtp: { host: 'mail', from: 'a@b.c' },
    };
    for (const [kind, settings] of Object.entries(shortest))
      expect(connections.save({ name: fresh(), kind, settings, at }).kind).toBe(kind);
    expect(Object.keys(shortest)).toEqual(Object.keys(connectionKinds));
    expect(connectionKinds.smtp.schema.parse(shortest.smtp)).toEqual({
      ...shortest.smtp,
      port: '587',
      security: 'starttls',
    });
    expect(connectionKinds.ssh.schema.parse(shortest.ssh)).toEqual({ ...shortest.ssh, port: '22' });
  });
});

describe('binding', () => {
  test('draft and live apart; only what is bound is opened', async () => {
    const [draft, live] = [fresh(), fresh()];
    web(draft, { token: 'draft-token' });
    web(live, { token: 'live-token' });
    connections.bind({ flow: 'content', slot: 'cms', target: 'draft', connection: draft }, 'http');
    expect(connections.bound('content', 'cms', 'live')).toBe(false);
    expect(await connections.open('content', 'cms', 'live')).toBeNull();
    connections.bind({ flow: 'content', slot: 'cms', target: 'live', connection: live }, 'http');
    expect(await connections.open('content', 'cms', 'draft')).toMatchObject({
      name: draft,
      secrets: { token: 'draft-token' },
    });
    expect(await connections.open('content', 'cms', 'live')).toMatchObject({
      name: live,
      secrets: { token: 'live-token' },
    });
    expect(connections.unbind('content', 'cms', 'live')).toBe(true);
    expect(await connections.open('content', 'cms', 'live')).toBeNull();
  });

  test('what is used cannot be removed or become another kind, and names who uses it', () => {
    const name = fresh();
    web(name);
    connections.bind({ flow: 'news', slot: 'cms', target: 'live', connection: name }, 'http');
    expect(refusal(() => connections.remove(name))).toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('news'),
    });
    expect(
      refusal(() => connections.save({ name, kind: 'llm', settings: { baseUrl: 'https://cms.example' }, at }))
        .code,
    ).toBe('in_use');
    connections.unbind('news', 'cms', 'live');
    connections.remove(name);
    expect(refusal(() => connections.get(name)).code).toBe('not_found');
    expect(refusal(() => connections.remove(name)).code).toBe('not_found');
  });

  test('a slot takes only its kind, and a kind change drops the old secrets', () => {
    const name = fresh();
    web(name);
    expect(
      refusal(() => connections.bind({ flow: 'f', slot: 'build', target: 'live', connection: name }, 'ssh'))
        .code,
    ).toBe('conflict');
    expect(
      connections.save({ name, kind: 'llm', settings: { baseUrl: 'https://cms.example' }, at }).secrets,
    ).toEqual([]);
  });
});

test('the masker hears of new secrets at once and keeps replaced ones', () => {
  const own = createConnections({ store: store.connections, keyStore });
  const name = fresh();
  own.save({
    name,
    kind: 'http',
    settings: { baseUrl: 'https://a.example' },
    secrets: { token: 'first-one' },
    at,
  });
  expect(own.secretValues()).toContain('first-one');
  own.save({ name, secrets: { token: 'second-one' }, at });
  expect(own.secretValues()).toEqual(expect.arrayContaining(['first-one', 'second-one']));
  expect(own.secretValues()).toBe(own.secretValues());
});

test('a secret that was sealed with another key is not set up, and says so', async () => {
  const name = fresh();
  web(name);
  connections.bind({ flow: 'other-key', slot: 'cms', target: 'live', connection: name }, 'http');
  const lines: string[] = [];
  const stranger = createConnections({
    store: store.connections,
    keyStore: createKeyStore({ master: Buffer.alloc(32, 8), kind: 'file', warning: null }),
    log: (line) => lines.push(line),
  });
  expect(await stranger.open('other-key', 'cms', 'live')).toBeNull();
  expect(await stranger.test(name)).toMatchObject({
    ok: false,
    message: expect.stringContaining('cannot be opened'),
  });
  expect(lines[0]).toContain(name);
});
