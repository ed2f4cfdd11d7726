import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { startHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';
import { ask, bearer, codeOf } from '../../support/raw-request.ts';

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
