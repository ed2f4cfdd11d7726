import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../electron/app.ts';
import { startHost, tempHome, type TestHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';
import { ask } from '../../support/raw-request.ts';

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

test('a session opens with a code once, reads, and changes things only from its own origin', async () => {
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

test('a session survives a restart of the host and ends when it signs out', async () => {
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

test('behind a public https address the cookie is never sent over plain http', async () => {
  const home = tempHome();
  const app = await createApp({ home, pageDir: null });
  onTestFinished(() => app.close());
  const { port } = await app.listen({ port: 0, publicUrl: 'https://flows.example.org' });
  const cookieAt = async (host: string, origin: string): Promise<string> => {
    const reply = await ask(
      { port },
      {
        method: 'POST',
        path: '/api/v1/session',
        headers: { host, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ code: app.signInCode().code }),
      },
    );
    return String(reply.headers['set-cookie']);
  };
  expect(await cookieAt('flows.example.org', 'https://flows.example.org')).toMatch(/; Secure$/);
  // On this machine itself the page has no https, and keeps its session all the same.
  expect(await cookieAt(`127.0.0.1:${port}`, `http://127.0.0.1:${port}`)).not.toContain('Secure');
});
