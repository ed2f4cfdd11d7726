import { expect, test } from 'vitest';
import { startHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';
import { ask, bearer, codeOf, raw } from '../../support/raw-request.ts';

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
