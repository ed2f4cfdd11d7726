import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPage } from '../../../electron/transport/page.ts';

let dir: string;
let url: string;
let close: () => void;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'countersign-page-'));
  mkdirSync(join(dir, 'window/assets'), { recursive: true });
  writeFileSync(join(dir, 'window/index.html'), '<title>Countersign</title>');
  writeFileSync(join(dir, 'window/assets/app-1.js'), '1');
  writeFileSync(join(dir, 'token'), 'the owner’s');
  symlinkSync(join(dir, 'token'), join(dir, 'window/assets/link.js'));
  const page = createPage({ dir: join(dir, 'window') });
  const server = createServer((request, response) => {
    void page(request, response, new URL(request.url ?? '/', 'http://host').pathname);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  close = () => server.close();
});
afterAll(() => {
  close();
  rmSync(dir, { recursive: true, force: true });
});

/** Changed only on purpose: whatever is added here is added for every page of every host. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

test.each(['/', '/inbox/0190.review.1', '/assets/app-1.js'])(
  '%s is served with exactly this policy (ELE-06)',
  async (path) => {
    const { status, headers } = await fetch(url + path);
    expect({ status, policy: headers.get('content-security-policy') }).toEqual({ status: 200, policy });
  },
);

test('the policy names no other host, no code from text and no script in the page (ELE-06)', () => {
  expect(policy).not.toMatch(/https?:|unsafe-eval|\*|script-src[^;]*(unsafe|data:|blob:)/);
});

test('a link that leads out of the window’s folder is not found', async () => {
  expect((await fetch(`${url}/assets/link.js`)).status).toBe(404);
});
