import { EventEmitter } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  launchDesktop,
  makeHome,
  newHome,
  openBrowser,
  startDesktop,
  type Desktop,
} from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A call made in the page or in the world of preload scripts, with what it answered. */
const call = (name: string, input: string): string =>
  `__inside.invoke('countersign:call', '${name}', ${input})`;

describe('what the page gets', () => {
  test('is one frozen object with two functions, and nothing of Electron or Node (ELE-04)', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    const surface = await page.evaluate(`({
      keys: Reflect.ownKeys(countersign),
      kinds: Object.values(countersign).map((value) => typeof value),
      frozen: Object.isFrozen(countersign),
      fixed: (() => { try { window.countersign = {}; } catch {} return typeof countersign.call; })(),
      leaked: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__inside'].filter((name) => name in window),
    })`);
    expect(surface).toEqual({
      keys: ['call', 'subscribe'],
      kinds: ['function', 'function'],
      frozen: true,
      fixed: 'function',
      leaked: [],
    });
  });

  test('hears changes of runs without Electron’s event, until it stops listening', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    await page.evaluate(
      `window.heard = []; window.stop = countersign.subscribe((...args) => heard.push(args))`,
    );
    await desktop.call('flows.import', { text: flow('one') });
    await page.waitForFunction('heard.length > 0');
    expect(await page.evaluate('heard[0]')).toEqual([{ type: 'changed', noun: 'flows', id: 'one' }]);

    await page.evaluate('stop()');
    const before = await page.evaluate('heard.length');
    await desktop.call('flows.import', { text: flow('two') });
    // A second listener that was added later has heard it: by then the first one would have.
    await page.evaluate(
      `new Promise((done) => { countersign.subscribe(done); countersign.call('flows.remove', { id: 'one' }); })`,
    );
    expect(await page.evaluate('heard.length')).toBe(before);
  });

  test('errors arrive as data with their code and fix', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    expect(await page.evaluate(`countersign.call('runs.get', { id: 'nobody' })`)).toMatchObject({
      ok: false,
      error: { code: 'not_found', message: expect.any(String) },
    });
  });

  test('a function in a call is refused before it leaves the page', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    await expect(
      page.evaluate(`countersign.call('flows.list', { evil: { deep: () => 1 } })`),
    ).rejects.toThrow('cloned');
    // The page itself asks for its lists meanwhile; none of those says “evil”.
    const arrived = desktop.double.seen.invoked.filter(({ args }) => JSON.stringify(args).includes('evil'));
    expect(arrived).toEqual([]);
  });
});

describe('who may call', () => {
  test('a frame inside the window is refused, although it lies in our own page', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const real = await desktop.real();
    await real.page.evaluate(`new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.onload = done;
      frame.src = 'about:blank'; // of our origin; its text could not even be set, Trusted Types forbid it
      document.body.append(frame);
    })`);
    await expect.poll(() => real.inPreloadWorld('typeof __inside', 'child')).toBe('object');
    expect(await real.inPreloadWorld(call('flows.list', '{}'), 'top')).toMatchObject({ ok: true });
    expect(await real.inPreloadWorld(call('flows.list', '{}'), 'child')).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    await expect(real.inPreloadWorld('__inside.invoke("countersign:other")', 'child')).rejects.toThrow(
      'No handler',
    );
  });

  test.each([
    'https://evil.test/',
    'about:blank',
    'data:text/html,<p>here</p>',
    'https://window.evil.app-scheme.test/',
  ])('a window that was led to %s can call nothing', async (address) => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    await page.unrouteAll();
    await page.context().unrouteAll();
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>elsewhere</p>' }),
    );
    await page.goto(address);
    // As in Electron, the preload runs wherever the window is; what counts is what the host says.
    expect(await page.evaluate(`countersign.call('flows.list', {})`)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });
});

describe('what Electron says about a caller', () => {
  const own = 'countersign-app://window/inbox';
  const top = { url: own, detached: false, parent: null };
  type Frame = NonNullable<Parameters<Desktop['double']['invoke']>[0]['senderFrame']>;
  const frames: [string, Frame | null][] = [
    ['a frame on our own page inside our own page', { ...top, parent: top }],
    ['a frame that is gone', null],
    ['a frame that was taken out', { ...top, detached: true }],
    ['a page of another origin', { ...top, url: 'https://evil.test/' }],
    ['another host of our scheme', { ...top, url: 'countersign-app://elsewhere/' }],
    ['a name before our host', { ...top, url: 'countersign-app://window@evil.test/' }],
    ['a user at our host', { ...top, url: 'countersign-app://evil@window/' }],
    ['an empty page', { ...top, url: 'about:blank' }],
    ['a file', { ...top, url: 'file:///window/index.html' }],
    ['nothing', { ...top, url: '' }],
  ];
  test('only the top frame of our own window gets through, and whoever else tried is in the log', async () => {
    const home = newHome();
    const { double, window } = await startDesktop(home, { browser });
    const ask = (sender: typeof top | null, contents = window().webContents): Promise<unknown> =>
      double.invoke({ sender: contents, senderFrame: sender }, 'countersign:call', ['flows.list', {}]);
    const refused = { ok: false, error: { code: 'forbidden' } };

    expect(await ask(top)).toMatchObject({ ok: true });
    for (const [who, frame] of frames)
      expect(await ask(frame as typeof top | null), who).toMatchObject(refused);
    // Another window's contents, although its frame says all the right things.
    const stranger = Object.assign(new EventEmitter(), window().webContents);
    expect(await ask(top, stranger)).toMatchObject(refused);
    const log = readFileSync(join(home, 'host.log'), 'utf8');
    expect(log.match(/refused a call from/g)).toHaveLength(frames.length + 1);
    expect(log).toContain('refused a call from https://evil.test/');
  });
});

describe('what a call may carry', () => {
  const home = makeHome();
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await launchDesktop(home, { browser });
  });
  afterAll(async () => {
    await desktop.quit();
    rmSync(home, { recursive: true, force: true });
  });

  /** Refused by the road itself, before any call sees them: `input` of a run would take any JSON. */
  const unfit: [string, string, string][] = [
    ['a cycle', '(() => { const loop = {}; loop.loop = loop; return loop; })()', 'malformed'],
    ['a big whole number', '1n', 'malformed'],
    ['a prototype key', `JSON.parse('{"__proto__": {"role": "owner"}}')`, 'malformed'],
    [
      'a thousand levels',
      '(() => { let deep = {}; for (let i = 0; i < 1000; i++) deep = { deep }; return deep; })()',
      'malformed',
    ],
    ['nine million letters', `'x'.repeat(9 * 1024 * 1024)`, 'too_large'],
  ];
  test.each(unfit)('%s is refused with a reason and breaks nothing', async (_, input, code) => {
    const real = await desktop.real();
    const answer = await real.inPreloadWorld(call('runs.start', `{ id: 'nobody', input: ${input} }`));
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(await real.inPreloadWorld(call('flows.list', '{}'))).toMatchObject({ ok: true });
  });

  const wrong: [string, string][] = [
    ['an unknown field', `{ id: 'x', role: 'owner' }`],
    ['a map', 'new Map([["id", "x"]])'],
    ['bytes', 'new Uint8Array(3)'],
    ['text', '"x"'],
  ];
  test.each(wrong)('%s in place of the input is malformed', async (_, input) => {
    const real = await desktop.real();
    expect(await real.inPreloadWorld(call('runs.get', input))).toMatchObject({
      ok: false,
      error: { code: 'malformed' },
    });
  });

  test.each(['toString', '__proto__', 'flows', '', 'flows.list '])(
    'a call named “%s” does not exist',
    async (name) => {
      const real = await desktop.real();
      expect(await real.inPreloadWorld(call(name, '{}'))).toMatchObject({
        ok: false,
        error: { code: 'not_found' },
      });
    },
  );

  test('a call whose name is no text is malformed', async () => {
    const real = await desktop.real();
    expect(
      await real.inPreloadWorld(`__inside.invoke('countersign:call', { toString: 1 }, {})`),
    ).toMatchObject({
      ok: false,
      error: { code: 'malformed' },
    });
  });
});

const flow = (id: string): string => `countersign: 1
id: ${id}
name: ${id}
nodes:
  begin: { kind: trigger.manual }
  done: { kind: end }
edges:
  - begin -> done
`;
