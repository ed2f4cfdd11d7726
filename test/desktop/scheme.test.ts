import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadWithElectron } from './support/desktop.ts';

type Handler = (request: Request) => Promise<Response>;

let base: string;
let ask: Handler;

/** A built window between files that are nobody's business. */
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'countersign-scheme-'));
  const files = {
    token: 'SECRET token',
    'main.js': 'SECRET program',
    'package.json': 'SECRET manifest',
    'window/index.html': 'the page',
    'window/assets/app-1.js': 'a script of ours',
    'window/.env': 'SECRET dot file',
  };
  mkdirSync(join(base, 'window/assets'), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(base, file), text);
  symlinkSync(join(base, 'token'), join(base, 'window/assets/token.txt'));
  symlinkSync(base, join(base, 'window/up'));
  const schemes = new Map<string, Handler>();
  const protocol = { handle: (name: string, handler: Handler) => void schemes.set(name, handler) };
  await loadWithElectron({ protocol }, async () => {
    const { serveScheme } = await import('../../electron/desktop/serve-scheme.ts');
    serveScheme(join(base, 'window'));
  });
  ask = schemes.get('countersign-app') ?? (() => Promise.reject(new Error('The scheme is not served.')));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const own = 'countersign-app://window';
const up = ['..', '%2e%2e', '.%2e', '%2e.', '..%2f..', '..%5c..', '..\\..', '....//', '%252e%252e', '..;'];
const outside: [string, RequestInit?][] = [
  // Out of the folder, by every way of writing it.
  ...up.flatMap((way): [string][] => [
    [`${own}/${way}/package.json`],
    [`${own}/assets/${way}/main.js`],
    [`${own}/assets/${way}/${way}/token.txt`],
  ]),
  [`${own}/up/package.json`],
  [`${own}/up/main.js`],
  [`${own}/assets/token.txt`],
  [`${own}//etc/hosts.txt`],
  [`${own}/%2fetc/hosts.txt`],
  [`${own}/file:%2f%2f/etc/hosts.txt`],
  [`${own}/index.html%00.js`],
  [`${own}/%00/index.html`],
  [`${own}/%E0%A4%A.js`],
  [`${own}/C:%5cWindows%5cwin.json`],
  // What is not there.
  [`${own}/assets/gone.js`],
  [`${own}/assets/`],
  [`${own}/assets/app-1.js/`],
  [`${own}/ASSETS/app-1.js`],
  [`${own}/assets/app-1.js.map`],
  [`${own}/favicon.ico`],
  [`${own}/preload.json`],
  // Not our window.
  ['countersign-app://elsewhere/index.html'],
  ['countersign-app://window.evil.test/index.html'],
  ['countersign-app://window:80/index.html'],
  ['countersign-app://windows/index.html'],
  ['countersign-app://%77indow/index.html'],
  ['countersign-app:///index.html'],
  ['countersign-app:window/index.html'],
  ['file:///etc/hosts.txt'],
];
/** Another page asks, as far as it can say so: what it gets must not be readable for it. */
const crossing: [string, RequestInit][] = [
  [`${own}/`, { headers: { origin: 'https://evil.test' } }],
  [`${own}/index.html`, { headers: { origin: 'null' } }],
  [`${own}/assets/app-1.js`, { headers: { origin: 'countersign-app://elsewhere' } }],
  [`${own}/`, { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }],
  [`${own}/`, { method: 'POST', body: 'x' }],
];

const corsOf = (response: Response): string[] =>
  [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

test(`${outside.length} addresses that lead elsewhere are not found, and say nothing to other pages (ELE-09)`, async () => {
  expect(outside.length + crossing.length).toBeGreaterThanOrEqual(60);
  const answers = await Promise.all(
    outside.map(async ([address, init]) => {
      const response = await ask(new Request(address, init));
      return { address, status: response.status, cors: corsOf(response), text: await response.text() };
    }),
  );
  expect(answers).toEqual(
    outside.map(([address]) => ({ address, status: 404, cors: [], text: 'There is no such page.' })),
  );
});

test.each(crossing)('%s, asked from another page, opens nothing to it (ELE-09)', async (address, init) => {
  const response = await ask(new Request(address, init));
  expect({
    cors: corsOf(response),
    shared: response.headers.get('cross-origin-resource-policy'),
    changes: init.method !== undefined && response.status !== 405,
  }).toEqual({ cors: [], shared: 'same-origin', changes: false });
});

test('what is there is served, so that the others are not refused for nothing', async () => {
  const text = async (address: string): Promise<string> => (await ask(new Request(address))).text();
  expect(await text(`${own}/`)).toBe('the page');
  expect(await text(`${own}/inbox/0190.review.1`)).toBe('the page');
  expect(await text(`${own}/assets/app-1.js`)).toBe(
    readFileSync(join(base, 'window/assets/app-1.js'), 'utf8'),
  );
});
