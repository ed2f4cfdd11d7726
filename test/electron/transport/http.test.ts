import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';

type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: string };
type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer };

/** A request as it is, without a client that corrects it. */
function ask(
  host: TestHost,
  { method = 'GET', path = '/api/v1/flows', headers = {}, body }: Ask,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      method,
      path,
      headers,
      setHost: headers['host'] === undefined,
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const bearer = (host: TestHost) => ({ authorization: `Bearer ${host.token}` });
const codeOf = (reply: Reply): string => (JSON.parse(reply.body) as { error: { code: string } }).error.code;

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(2000, () => socket.destroy());
  });
}

test('a foreign or unusual Host is refused before anything else, on every kind of address', async () => {
  const host = await startHost();
  const hosts = [
    'evil.example',
    `evil.example:${host.port}`,
    '127.0.0.1',
    'localhost',
    `localhost.:${host.port}`,
    `0.0.0.0:${host.port}`,
    `127.0.0.1.:${host.port}`,
    `127.0.0.2:${host.port}`,
    `[::ffff:127.0.0.1]:${host.port}`,
    `2130706433:${host.port}`,
    `LOCALHOST:${host.port}`,
    `127.0.0.1:${host.port + 1}`,
    '',
  ];
  for (const name of hosts) {
    for (const path of [
      '/',
      '/api/v1/flows',
      '/api/v1/openapi.json',
      '/hooks/a/b',
      '/callbacks/x',
      '/decide/x',
      '/api/v1/stream',
    ]) {
      const reply = await ask(host, { path, headers: { host: name, ...bearer(host) } });
      expect([name, path, reply.status >= 400 && reply.status < 500 && reply.status !== 404]).toEqual([
        name,
        path,
        true,
      ]);
    }
  }
  for (const name of [`127.0.0.1:${host.port}`, `localhost:${host.port}`]) {
    expect((await ask(host, { headers: { host: name, ...bearer(host) } })).status).toBe(200);
  }
});

test('two Host headers and absolute addresses are refused', async () => {
  const host = await startHost();
  const good = `Host: 127.0.0.1:${host.port}\r\n`;
  const auth = `Authorization: Bearer ${host.token}\r\nConnection: close\r\n\r\n`;
  expect(await raw(host.port, `GET /api/v1/flows HTTP/1.1\r\n${good}Host: evil.example\r\n${auth}`)).toMatch(
    /^HTTP\/1.1 4/,
  );
  expect(await raw(host.port, `GET http://evil.example/api/v1/flows HTTP/1.1\r\n${good}${auth}`)).toMatch(
    /^HTTP\/1.1 4/,
  );
  expect(await raw(host.port, `GET /api/v1/flows HTTP/1.1\r\n${good}${auth}`)).toMatch(/^HTTP\/1.1 200/);
});

test('without the right token nothing is told, whatever is tried', async () => {
  const host = await startHost();
  const tries: Record<string, string>[] = [
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer null' },
    { authorization: 'Bearer undefined' },
    { authorization: `Bearer ${host.token}x` },
    { authorization: `Bearer ${host.token.slice(0, -1)}` },
    { authorization: host.token },
    { authorization: `Basic ${Buffer.from(`owner:${host.token}`).toString('base64')}` },
    { cookie: `countersign_${host.port}=${host.token}` },
    { cookie: `countersign_${host.port}=99999999999999.x.y` },
  ];
  for (const headers of tries) {
    const reply = await ask(host, { headers });
    expect([headers, reply.status, codeOf(reply)]).toEqual([headers, 401, 'unauthenticated']);
  }
  expect((await ask(host, { path: `/api/v1/flows?token=${host.token}` })).status).toBe(401);
  expect((await ask(host, { path: '/api/v1/no-such-call' })).status).toBe(401);
});

test('another origin is refused, with a token too, and never told that it may', async () => {
  const host = await startHost();
  for (const origin of [
    'https://evil.example',
    'null',
    `http://127.0.0.1:${host.port + 1}`,
    `https://127.0.0.1:${host.port}`,
  ]) {
    const reply = await ask(host, {
      method: 'POST',
      headers: { origin, ...bearer(host), 'content-type': 'application/json' },
      body: '{}',
    });
    expect([origin, reply.status]).toEqual([origin, 403]);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  const preflight = await ask(host, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(403);
});

describe('the page’s session', () => {
  async function signIn(host: TestHost): Promise<string> {
    const { code } = host.app.signInCode();
    const strange = await ask(host, {
      method: 'POST',
      path: '/api/v1/session',
      headers: { 'content-type': 'application/json', origin: host.url },
      body: JSON.stringify({ code, more: 1 }),
    });
    expect([strange.status, strange.headers['set-cookie']]).toEqual([400, undefined]);
    const reply = await ask(host, {
      method: 'POST',
      path: '/api/v1/session',
      headers: { 'content-type': 'application/json', origin: host.url },
      body: JSON.stringify({ code }),
    });
    expect(reply.status).toBe(200);
    const cookie = String(reply.headers['set-cookie']);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/);
    const again = await ask(host, {
      method: 'POST',
      path: '/api/v1/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
    return cookie.split(';')[0] ?? '';
  }

  test('opens with a code once, reads, and changes things only from its own origin', async () => {
    const host = await startHost();
    const cookie = await signIn(host);
    expect((await ask(host, { path: '/api/v1/session', headers: { cookie } })).body).toContain(
      '"role":"owner"',
    );
    const post = (headers: Record<string, string>) =>
      ask(host, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/yaml', ...headers },
        body: askingFlow(),
      });
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: host.url, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post({ origin: host.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await ask(host, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  test('survives a restart of the host and ends when it signs out', async () => {
    const host = await startHost();
    const cookie = await signIn(host);
    await host.app.close();
    const next = await startHost({ home: host.home });
    const renamed = cookie.replace(`countersign_${host.port}`, `countersign_${next.port}`);
    expect((await ask(next, { headers: { cookie: renamed } })).status).toBe(200);
    const bye = await ask(next, {
      method: 'DELETE',
      path: '/api/v1/session',
      headers: { cookie: renamed, origin: next.url },
    });
    expect(String(bye.headers['set-cookie'])).toContain('Max-Age=0');
  });
});

test('only the content types of the call are read', async () => {
  const host = await startHost();
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/yaml',
    '',
  ]) {
    const reply = await ask(host, {
      method: 'POST',
      path: '/api/v1/flows/a/runs',
      headers: { ...bearer(host), ...(type === '' ? {} : { 'content-type': type }) },
      body: '{"input":{}}',
    });
    expect([type, reply.status]).toEqual([type, 415]);
  }
  const flow = await ask(host, {
    method: 'POST',
    headers: { ...bearer(host), 'content-type': 'text/yaml' },
    body: askingFlow(),
  });
  expect(flow.status).toBe(415);
  const zipped = await ask(host, {
    method: 'POST',
    headers: { ...bearer(host), 'content-type': 'application/yaml', 'content-encoding': 'gzip' },
    body: 'x',
  });
  expect(zipped.status).toBe(415);
});

test('bodies that are broken, strange or too large are refused within their limits', async () => {
  const host = await startHost();
  const post = (body: string | Buffer, path = '/api/v1/flows/a/runs', type = 'application/json') =>
    ask(host, { method: 'POST', path, headers: { ...bearer(host), 'content-type': type }, body });
  expect(codeOf(await post('{"input":'))).toBe('malformed');
  expect(codeOf(await post('[]'))).toBe('malformed');
  expect(codeOf(await post('{"input":{},"nope":1}'))).toBe('malformed');
  expect(codeOf(await post('{"input":{"__proto__":{"x":1}}}'))).toBe('malformed');
  expect(codeOf(await post('{"input":{"\\u005f_proto__":{"x":1}}}'))).toBe('malformed');
  expect(codeOf(await post(`{"input":${'['.repeat(100_000)}${']'.repeat(100_000)}}`))).toBe('malformed');
  expect(codeOf(await post(Buffer.from([0x7b, 0xff, 0x7d])))).toBe('malformed');
  const keys = JSON.stringify({
    input: Object.fromEntries(Array.from({ length: 120_000 }, (_, index) => [`k${index}`, 1])),
  });
  expect(codeOf(await post(keys))).toBe('too_large');
  expect((await post(`"${'x'.repeat(9 * 1024 * 1024)}"`).catch(() => ({ status: 413 }))).status).toBe(413);
  expect(
    (
      await post('x'.repeat(1024 * 1024 + 1), '/api/v1/flows', 'application/yaml').catch(() => ({
        status: 413,
      }))
    ).status,
  ).toBe(413);
  expect((Object.prototype as Record<string, unknown>)['x']).toBeUndefined();
});

test('a body that never says how long it is stops at the limit', async () => {
  const host = await startHost();
  const status = await new Promise<number>((resolve) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      method: 'POST',
      path: '/api/v1/flows',
      headers: { ...bearer(host), 'content-type': 'application/yaml', 'transfer-encoding': 'chunked' },
    });
    request.on('response', (response) => resolve(response.statusCode ?? 0));
    request.on('error', () => resolve(413));
    const chunk = Buffer.alloc(256 * 1024, 'x');
    for (let index = 0; index < 8; index++) request.write(chunk);
    request.end();
  });
  expect(status).toBe(413);
});

test('wrong methods, unknown calls and calls of later versions say so', async () => {
  const host = await startHost();
  const status = async (method: string, path: string) =>
    (await ask(host, { method, path, headers: bearer(host) })).status;
  expect(await status('PATCH', '/api/v1/flows')).toBe(405);
  expect(await status('GET', '/api/v1/policy')).toBe(404);
  expect(await status('POST', '/api/v1/policy/releases')).toBe(404);
  expect(await status('GET', '/api/v1/nothing')).toBe(404);
  expect(await status('GET', '/api/v2/flows')).toBe(404);
  expect(await status('GET', '/api/v1/flows/%2e%2e')).toBe(404);
});

test('saving needs If-Match, and every answer says what it is and is kept by nobody', async () => {
  const host = await startHost();
  const made = await ask(host, {
    method: 'POST',
    headers: { ...bearer(host), 'content-type': 'application/yaml' },
    body: askingFlow(),
  });
  expect(made.status).toBe(201);
  const { etag } = JSON.parse(made.body) as { etag: string };
  expect(made.headers['etag']).toBe(`"${etag}"`);
  const put = (headers: Record<string, string>) =>
    ask(host, {
      method: 'PUT',
      path: '/api/v1/flows/asking',
      headers: { ...bearer(host), 'content-type': 'application/yaml', ...headers },
      body: askingFlow('asking', 'New title'),
    });
  expect((await put({})).status).toBe(428);
  expect((await put({ 'if-match': 'W/"x"' })).status).toBe(409);
  const saved = await put({ 'if-match': `"${etag}"` });
  expect([saved.status, saved.headers['etag'] !== `"${etag}"`]).toEqual([200, true]);
  expect((await put({ 'if-match': `"${etag}"` })).status).toBe(409);
  expect(saved.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
});

test('a flow may be sent as JSON of the same shape', async () => {
  const host = await startHost();
  const body = JSON.stringify({
    countersign: 1,
    id: 'as-json',
    nodes: { begin: { kind: 'trigger.manual' } },
    edges: [],
  });
  const made = await ask(host, {
    method: 'POST',
    headers: { ...bearer(host), 'content-type': 'application/json' },
    body,
  });
  expect([made.status, (JSON.parse(made.body) as { id: string }).id]).toEqual([201, 'as-json']);
});

test('a resource is handed out as a download that no browser runs', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: askingFlow() });
  const { id } = await host.client('runs.start', {
    id: 'asking',
    input: { title: `<script>${'x'.repeat(80_000)}` },
  });
  const sha =
    /[0-9a-f]{64}/.exec(JSON.stringify((await host.client('runs.get', { id })).trigger.payload))?.[0] ?? '';
  const whole = await ask(host, { path: `/api/v1/resources/${sha}`, headers: bearer(host) });
  expect(whole.headers).toMatchObject({ 'x-content-type-options': 'nosniff', etag: `"${sha}"` });
  expect(String(whole.headers['content-disposition'])).toMatch(/^attachment/);
  expect(String(whole.headers['content-security-policy'])).toContain('sandbox');
  const part = await ask(host, {
    path: `/api/v1/resources/${sha}`,
    headers: { ...bearer(host), range: 'bytes=5-9' },
  });
  expect([part.status, part.body, part.headers['content-range']]).toEqual([
    206,
    whole.body.slice(5, 10),
    `bytes 5-9/${whole.body.length}`,
  ]);
  expect((await ask(host, { path: '/api/v1/resources/..%2f..%2ftoken', headers: bearer(host) })).status).toBe(
    404,
  );
});

test('the host proves that it is ours without being told the token', async () => {
  const host = await startHost();
  const { isOurs } = await import('../../../electron/cli/http-session.ts');
  expect(await isOurs(host.url, host.token)).toBe(true);
  expect(await isOurs(host.url, `${host.token}x`)).toBe(false);
});

test('faults of the host never tell more than a sentence', async () => {
  const host = await startHost();
  const reply = await ask(host, { path: '/api/v1/flows?limit=banana', headers: bearer(host) });
  expect(reply.status).toBe(400);
  expect(reply.body).not.toMatch(/node_modules|at \w+ \(|\.ts/);
});
