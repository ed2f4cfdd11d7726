import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newHome, openBrowser, until } from './support/desktop.ts';
import { drivers, type Driven } from './support/driver.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The same promises for the double and for a real Electron, so that the first cannot drift from the second. */
describe.each(drivers(() => browser))('the desktop app in $name', ({ start }) => {
  async function begin(home = newHome()): Promise<Driven & { log: () => string }> {
    if (start === null) throw new Error('There is no runtime.');
    const app = await start(home);
    onTestFinished(async () => void (await app.quit()));
    await until(async () => (await app.inPage(`document.body.innerText.length > 0`)) === true, 'a page');
    return { ...app, log: () => readFileSync(join(home, 'host.log'), 'utf8') };
  }
  const here = test.skipIf(start === null);

  here(
    'opens a window whose page has two functions and nothing of Electron, and that stays where it is (ELE-04)',
    { timeout: 60_000 },
    async () => {
      const app = await begin();
      expect(await app.inPage('Reflect.ownKeys(countersign).join()')).toBe('call,subscribe');
      expect(await app.inPage('typeof require + typeof process')).toBe('undefinedundefined');
      expect(await app.inPage(`countersign.call('flows.list', {})`)).toMatchObject({ ok: true });
      await app.inPage(`void window.open('countersign-app://window/settings')`);
      await app.inPage(`void (location.href = 'javascript:alert(1)')`);
      expect([await app.windows(), await app.path()]).toEqual([1, '/']);
    },
  );

  here(
    'goes on without its window; a second start opens nothing of its own, brings it back and shows its link',
    { timeout: 60_000 },
    async () => {
      const app = await begin();
      await app.startAgain(['--', 'countersign://runs']);
      await until(async () => (await app.path()) === '/runs', 'the link is shown');
      await app.startAgain(['--', 'countersign://settings?decision=approved']);
      expect([await app.windows(), await app.path()]).toEqual([1, '/runs']);

      await app.closeWindow();
      expect(await app.windows()).toBe(0);
      await app.startAgain([]);
      await until(async () => (await app.windows()) === 1, 'the window is back');
    },
  );

  here(
    'a page that ended comes back, what it began goes on, and quitting takes less than 5 s (ELE-15)',
    { timeout: 60_000 },
    async () => {
      const app = await begin();
      const text = readFileSync('examples/content-approval.flow.yaml', 'utf8');
      await app.inPage(`countersign.call('flows.import', { text: ${JSON.stringify(text)} })`);
      await app.inPage('void (window.before = true)');
      await app.crashPage();
      const isBack = `window.before === undefined && typeof countersign.call === 'function'`;
      await until(async () => (await app.inPage(isBack).catch(() => false)) === true, 'the page is back');
      expect(await app.inPage(`countersign.call('flows.get', { id: 'content-approval' })`)).toMatchObject({
        ok: true,
      });
      expect(app.log()).toContain('page ended');
      const began = performance.now();
      expect(await app.quit()).toBe(0);
      expect(performance.now() - began).toBeLessThan(5000);
    },
  );
});
