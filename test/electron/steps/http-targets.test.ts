import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { createHttpExecutor } from '../../../electron/steps/http.ts';
import { createGuard } from '../../../electron/steps/http/guard.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { connection, stepContext } from '../../support/step-context.ts';

const far = await startHttpServer();
const other = await startHttpServer();
const own = await startHttpServer();
afterAll(() => Promise.all([far.close(), other.close(), own.close()]));

const http = createHttpExecutor(createGuard(() => [own.port]));
const canary = 'canary-T0ken-4711-"quoted"';
const cms = () =>
  connection(
    'http',
    { baseUrl: `${far.url}/api`, keyHeader: 'X-API-Key' },
    { token: canary, apiKey: 'canary-key-0815' },
  );

const run = (input: JsonObject, more: Partial<StepContext> = {}) =>
  http.execute({ success: '2xx', ...input }, stepContext(more));
const viaCms = (input: JsonObject, more: Partial<StepContext> = {}) =>
  run({ connection: 'cms', ...input }, { connection: cms(), ...more });

beforeEach(() => {
  for (const server of [far, other, own]) {
    server.requests.length = 0;
    server.script({ do: 'answer', json: { ok: true } });
  }
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    'a %i within the origin is followed with the secrets',
    async (status) => {
      far.script({ do: 'redirect', status, to: '/api/new' }, { do: 'answer', json: { moved: true } });
      const outcome = await viaCms({ path: '/old' });
      expect(outcome).toMatchObject({ ok: true, output: { body: { moved: true } } });
      expect(far.requests[1]).toMatchObject({
        url: '/api/new',
        headers: { authorization: `Bearer ${canary}` },
      });
    },
  );

  test.each([301, 302, 303, 307, 308])('a %i to another origin never carries a secret', async (status) => {
    far.script({ do: 'redirect', status, to: `${other.url}/x` });
    await viaCms({ path: '/old', headers: { Cookie: 'canary-cookie', 'X-Own': 'canary-own' } });
    expect(other.requests).toHaveLength(1);
    expect(JSON.stringify(other.requests)).not.toContain('canary');
  });

  test.each([301, 302, 303, 307, 308])(
    'a write that is sent elsewhere by a %i is not followed',
    async (status) => {
      far.script({ do: 'redirect', status, to: `${other.url}/x` });
      const outcome = await viaCms({ method: 'POST', path: '/old', body: { a: 1 } });
      expect(outcome).toMatchObject({ ok: false, error: { code: 'redirect_refused', status } });
      expect(other.requests).toEqual([]);
    },
  );

  test('a 307 keeps method and body, a 303 asks with GET', async () => {
    far.script(
      { do: 'redirect', status: 307, to: '/api/a' },
      { do: 'redirect', status: 303, to: '/api/b' },
      { do: 'answer' },
    );
    await viaCms({ method: 'POST', path: '/old', body: { a: 1 } });
    expect(far.requests.map(({ method, body }) => [method, body])).toEqual([
      ['POST', '{"a":1}'],
      ['POST', '{"a":1}'],
      ['GET', ''],
    ]);
  });

  test('after a write every fault of a later hop leaves doubt', async () => {
    far.script({ do: 'redirect', status: 303, to: '/api/b' }, { do: 'reset' });
    expect(await viaCms({ method: 'POST', path: '/old' })).toMatchObject({ ok: 'unsure' });
  });

  test('a loop ends after five', async () => {
    far.script({ do: 'redirect', status: 302, to: '/api/again' });
    expect(await viaCms({ path: '/x' })).toMatchObject({ ok: false, error: { code: 'redirect_refused' } });
    expect(far.requests).toHaveLength(6);
  });

  test('a redirect into a refused address is not followed', async () => {
    far.script({ do: 'redirect', status: 302, to: 'http://169.254.169.254/latest/meta-data' });
    expect(await run({ url: `${far.url}/x` })).toMatchObject({
      ok: false,
      error: { code: 'address_refused' },
    });
    far.script({ do: 'redirect', status: 302, to: `${own.url}/api/v1/tokens` });
    expect(await run({ url: `${far.url}/x` })).toMatchObject({
      ok: false,
      error: { code: 'address_refused' },
    });
    expect(own.requests).toEqual([]);
  });
});

describe('addresses that are never reached', () => {
  const port = own.port;
  const spellings = [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f000001:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://127.1:${port}/`,
    `http://0.0.0.0:${port}/`,
    `http://127.9.8.7:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    'http://169.254.169.254/',
    'http://2852039166/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
  ];
  test.each(spellings)('%s', async (url) => {
    expect(await run({ url })).toMatchObject({ ok: false, error: { code: 'address_refused' } });
    expect(own.requests).toEqual([]);
  });

  test('other local services are reached', async () => {
    expect(await run({ url: far.url.replace('127.0.0.1', 'localhost') })).toMatchObject({ ok: true });
  });
});

describe('a path never leaves its connection', () => {
  test.each([
    '//evil.example/x',
    '/\\evil.example',
    'http://evil.example/',
    '@evil.example/',
    '/a/../b',
    '///x',
  ])('%s stays', async (path) => {
    const outcome = await viaCms({ path });
    if (outcome.ok === true) expect(far.requests[0]?.url.startsWith('/api/')).toBe(true);
    else expect(outcome).toMatchObject({ error: { code: 'path_outside' } });
  });

  test.each(['/../admin', '/%2e%2e/admin', '/../../x', '/..\\admin', '/../apiary'])(
    '%s is refused',
    async (path) => {
      expect(await viaCms({ path })).toMatchObject({ ok: false, error: { code: 'path_outside' } });
      expect(far.requests).toEqual([]);
    },
  );

  test.each(['ftp://x/', 'file:///etc/passwd', 'no address', 'http://user:pw@127.0.0.1/'])(
    'the url %s is refused',
    async (url) => {
      expect(await run({ url })).toMatchObject({ ok: false, error: { code: 'invalid_url' } });
    },
  );

  test.each([
    { Host: 'evil' },
    { 'Content-Length': '5' },
    { 'X-A': 'a\r\nX-B: b' },
    { 'bad name': 'x' },
    { Authorization: 'mine' },
  ])('the headers %j are refused', async (headers) => {
    expect(await viaCms({ path: '/', headers })).toMatchObject({
      ok: false,
      error: { code: 'invalid_header' },
    });
    expect(far.requests).toEqual([]);
  });
});
