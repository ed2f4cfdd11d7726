import { gzipSync } from 'node:zlib';
import { createServer } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { createHttpExecutor } from '../../../electron/steps/http.ts';
import { createGuard } from '../../../electron/steps/http/guard.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { startHttpServer, type Script } from '../../support/http-server.ts';
import { connection, stepContext, timeoutReason } from '../../support/step-context.ts';

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
const aborting = (ms: number, reason: unknown) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return { signal: controller.signal };
};

beforeEach(() => {
  for (const server of [far, other, own]) {
    server.requests.length = 0;
    server.script({ do: 'answer', json: { ok: true } });
  }
});

describe('a request that is answered', () => {
  test('goes to the connection’s address with its secrets, the step’s query, headers and JSON body', async () => {
    const outcome = await viaCms({
      method: 'POST',
      path: '/posts',
      query: { tag: ['a', 'b'], page: 2, none: null },
      headers: { 'X-Trace': 7 },
      body: { title: 'Tides' },
      idempotencyKey: 'order-1',
    });
    expect(outcome).toMatchObject({ ok: true, output: { status: 200, body: { ok: true } } });
    expect(far.requests).toHaveLength(1);
    expect(far.requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/posts?tag=a&tag=b&page=2',
      body: '{"title":"Tides"}',
      headers: {
        authorization: `Bearer ${canary}`,
        'x-api-key': 'canary-key-0815',
        'x-trace': '7',
        'content-type': 'application/json',
        'idempotency-key': 'order-1',
      },
    });
  });

  test('text bodies go as text and a content-type of the step wins', async () => {
    await viaCms({ method: 'PUT', path: '/a', body: 'plain' });
    await viaCms({ method: 'PUT', path: '/a', body: '<a/>', headers: { 'Content-Type': 'application/xml' } });
    expect(far.requests.map((request) => request.headers['content-type'])).toEqual([
      'text/plain; charset=utf-8',
      'application/xml',
    ]);
  });

  test('user and password go as Basic, free headers as they are', async () => {
    const basic = connection(
      'http',
      { baseUrl: far.url, user: 'mara', 'header.X-Team': 'news' },
      { password: 'pa:ss', 'header.X-Key': 'k1k1' },
    );
    await run({ connection: 'cms', path: '/' }, { connection: basic });
    expect(far.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('mara:pa:ss').toString('base64')}`,
      'x-team': 'news',
      'x-key': 'k1k1',
    });
  });

  test('is read by its content type: JSON, text, nothing, a file', async () => {
    const bodies: Script[] = [
      { do: 'answer', headers: { 'content-type': 'application/problem+json' }, body: '{"a":[1]}' },
      { do: 'answer', headers: { 'content-type': 'application/json' }, body: '{broken' },
      {
        do: 'answer',
        headers: { 'content-type': 'text/plain; charset=iso-8859-1' },
        body: Buffer.from([0xe4]),
      },
      { do: 'answer', status: 204 },
      { do: 'answer', headers: { 'content-type': 'image/png' }, body: Buffer.from([1, 2, 3]) },
      {
        do: 'answer',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: gzipSync('{"z":1}'),
      },
    ];
    const seen: Json[] = [];
    for (const script of bodies) {
      far.script(script);
      const outcome = await viaCms({ path: '/x' });
      if (outcome.ok === true) seen.push((outcome.output as JsonObject)['body'] ?? null);
    }
    expect(seen).toEqual([
      { a: [1] },
      '{broken',
      'ä',
      null,
      expect.objectContaining({ size: 3, type: 'image/png' }),
      { z: 1 },
    ]);
  });

  test('JSON nested thousands of levels deep stays text', async () => {
    far.script({ do: 'answer', headers: { 'content-type': 'application/json' }, body: '['.repeat(50_000) });
    const outcome = await viaCms({ path: '/x' });
    expect(outcome).toMatchObject({ ok: true, output: { body: expect.stringMatching(/^\[+$/) } });
  });

  test('a session cookie of the other side is not kept', async () => {
    far.script({ do: 'answer', headers: { 'set-cookie': 'sid=canary-sid' }, json: 1 });
    expect(JSON.stringify(await viaCms({ path: '/x' }))).not.toContain('canary-sid');
  });

  test.each([
    ['200,404', 404, true],
    ['200-299', 250, true],
    ['4xx', 404, true],
    [404, 404, true],
    [[404, 410], 410, true],
    ['2xx', 404, false],
  ])('success %j with status %i → %s', async (success, status, ok) => {
    far.script({ do: 'answer', status, json: {} });
    expect((await viaCms({ path: '/x', success })).ok).toBe(ok);
  });
});

describe('a request that fails', () => {
  const classes: [string, 'GET' | 'POST', Script, object][] = [
    [
      'a reset after a read',
      'GET',
      { do: 'reset' },
      { ok: false, error: { code: 'connection_lost', passing: true } },
    ],
    ['a reset after a write', 'POST', { do: 'reset' }, { ok: 'unsure', error: { code: 'connection_lost' } }],
    [
      'a reset in the answer of a write',
      'POST',
      { do: 'reset-after-headers' },
      { ok: 'unsure', error: { code: 'connection_lost', status: 200 } },
    ],
    [
      'a cut answer of a read',
      'GET',
      { do: 'cut-body', promised: 50, body: 'half' },
      { ok: false, error: { code: 'connection_lost', passing: true } },
    ],
    [
      'a cut answer of a write',
      'POST',
      { do: 'cut-body', promised: 50, body: 'half' },
      { ok: 'unsure', error: { code: 'connection_lost' } },
    ],
    [
      'an endless answer',
      'GET',
      { do: 'endless' },
      { ok: false, error: { code: 'answer_too_large', status: 200 } },
    ],
    ['garbage to a read', 'GET', { do: 'garbage' }, { ok: false, error: { code: 'not_http' } }],
    ['garbage to a write', 'POST', { do: 'garbage' }, { ok: 'unsure', error: { code: 'not_http' } }],
    [
      '429',
      'POST',
      { do: 'answer', status: 429, headers: { 'retry-after': '7' } },
      { ok: false, error: { code: 'http_status', status: 429, passing: true, retryAfterMs: 7_000 } },
    ],
    [
      '503 for ten years',
      'GET',
      { do: 'answer', status: 503, headers: { 'retry-after': '315360000' } },
      { ok: false, error: { status: 503, passing: true, retryAfterMs: 3_600_000 } },
    ],
    [
      '422',
      'POST',
      { do: 'answer', status: 422, json: { why: 'no title' } },
      { ok: false, error: { code: 'http_status', status: 422, details: { answer: '{"why":"no title"}' } } },
    ],
    ['401', 'GET', { do: 'answer', status: 401 }, { ok: false, error: { code: 'http_status', status: 401 } }],
    [
      'an unknown packing',
      'GET',
      { do: 'answer', headers: { 'content-encoding': 'zstd-x' }, body: 'x' },
      { ok: false, error: { code: 'answer_unreadable' } },
    ],
  ];
  test.each(classes)(
    '%s (%s) has its own outcome, names the host and holds no secret',
    async (_name, method, script, expected) => {
      far.script(script);
      const outcome = await viaCms({ method, path: '/x', ...(method === 'POST' ? { body: { a: 1 } } : {}) });
      expect(outcome).toMatchObject(expected);
      if (outcome.ok === true) throw new Error('expected a failure');
      if (outcome.error.passing !== true) expect(outcome.error.retryAfterMs).toBeUndefined();
      expect(outcome.error.message).toContain('127.0.0.1');
      expect(JSON.stringify(outcome)).not.toContain('canary');
      expect(JSON.stringify(outcome)).not.toMatch(/ECONN|socket hang up|Error:|HPE_/);
    },
  );

  test.each([
    ['GET', { do: 'hang' }, false],
    ['POST', { do: 'hang' }, 'unsure'],
    ['GET', { do: 'hang-after-headers' }, false],
    ['POST', { do: 'hang-after-headers' }, 'unsure'],
  ] as const)('%s that is never answered (%j) ends with the timeout: ok = %s', async (method, script, ok) => {
    far.script(script);
    const outcome = await viaCms({ method, path: '/x' }, aborting(150, timeoutReason()));
    expect(outcome).toMatchObject({ ok, error: { code: 'timeout', passing: true } });
  });

  test('a cancel is not a passing error', async () => {
    far.script({ do: 'hang' });
    const outcome = await viaCms({ path: '/x' }, aborting(100, new Error('cancelled')));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(outcome).not.toHaveProperty('error.passing');
  });

  test('a refused connection surely did not happen, even for a write', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const address = gone.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => gone.close(resolve));
    const outcome = await run({ method: 'POST', url: `http://127.0.0.1:${port}/x` });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'unreachable', passing: true } });
  });

  test('an unknown host surely did not happen', async () => {
    const outcome = await run({ method: 'POST', url: 'http://no-such-host.invalid/x' });
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'unreachable', passing: true, message: expect.stringContaining('no-such-host.invalid') },
    });
  });

  test('an untrusted certificate is refused before anything is sent', async () => {
    const { execFileSync } = await import('node:child_process');
    const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/cs-tls-');
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        `${folder}/k`,
        '-out',
        `${folder}/c`,
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ],
      { stdio: 'ignore' },
    );
    const tls = await startHttpServer({
      tls: { key: readFileSync(`${folder}/k`, 'utf8'), cert: readFileSync(`${folder}/c`, 'utf8') },
    });
    const outcome = await run({ method: 'POST', url: `${tls.url}/x`, body: 'hello' });
    await tls.close();
    rmSync(folder, { recursive: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'certificate' } });
    expect(tls.requests).toEqual([]);
  });
});
