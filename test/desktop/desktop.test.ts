import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createElectronDouble } from './double/electron.ts';
import {
  builtFolder,
  loadWithElectron,
  newHome,
  openBrowser,
  startDesktop,
  until,
} from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A press of the real mouse in the middle of what the person sees. */
async function press(page: Page, button: string | RegExp): Promise<void> {
  const target = page.getByRole('button', { name: button });
  await target.waitFor();
  await until(() => target.isEnabled(), `“${String(button)}” can be pressed`);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error(`“${String(button)}” is not on screen.`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

describe('the desktop app', () => {
  test('an empty home opens on the first start, with nothing fetched from anywhere', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page, foreign } = await desktop.real();
    await page.getByRole('button', { name: 'Try an approval' }).waitFor();
    expect(await page.evaluate(() => document.fonts.ready.then((fonts) => fonts.size > 0))).toBe(true);
    expect({ foreign, shown: desktop.window().state.shown, errors: desktop.double.seen.errors }).toEqual({
      foreign: [],
      shown: true,
      errors: [],
    });
  });

  test('a new card raises a message; pressing it opens that card, and approved with the mouse the run ends well', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    await press(page, 'Try an approval');

    const { notifications } = desktop.double;
    const asked = await until(async () => notifications[0], 'a message about the card');
    expect({ title: asked.title, body: asked.body.split('\n')[0], open: asked.isOpen }).toEqual({
      title: 'Draft: Publish “How worms make the ground we walk on”',
      body: 'Publish: /posts/how-worms-make-the-ground on the public site',
      open: true,
    });
    expect(asked.body).toContain('Why: Darwin on how earthworms make the soil we live on');
    expect(asked.body).toMatch(/By .*\d/);

    const [card] = (await desktop.call('approvals.list', { mine: true })).items;
    const focused = desktop.window().state.focused;
    asked.press();
    await page.waitForURL((url) => url.pathname === `/inbox/${card?.id}`);
    expect(desktop.window().state.focused).toBe(focused + 1);
    expect(desktop.double.windows()).toHaveLength(1);
    await page.getByRole('heading', { name: card?.title ?? '' }).waitFor();

    // The flow asks that the change was looked at first.
    await press(page, /^Change/);
    await press(page, /^Approve/);
    const run = await until(async () => {
      const found = await desktop.call('runs.get', { id: card?.run ?? '' });
      return found.endedAt === null ? null : found;
    }, 'the run ended');
    expect(run.status).toBe('succeeded');
    const decided = await desktop.call('approvals.get', { id: card?.id ?? '' });
    expect(decided.decision).toMatchObject({ decision: 'approved', by: 'owner', via: 'window' });
    await until(async () => !asked.isOpen, 'the message goes when the card was decided');
  });

  test('a message pressed after its window was closed opens the window on the card', async () => {
    const desktop = await startDesktop(newHome(), { browser, answer: () => 0 });
    const article = JSON.parse(readFileSync('examples/article.json', 'utf8'));
    await desktop.call('flows.import', { text: readFileSync('examples/content-approval.flow.yaml', 'utf8') });
    const { id } = await desktop.call('runs.start', {
      id: 'content-approval',
      input: article,
      target: 'draft',
    });
    const asked = await until(async () => desktop.double.notifications[0], 'a message about the card');
    await desktop.window().close();

    asked.press();
    const { page } = await until(async () => desktop.double.windows()[0]?.real, 'a new window');
    await page.waitForURL((url) => url.pathname.startsWith(`/inbox/${id}`));
  });

  test('a second start brings the first window to the front and opens nothing of its own', async () => {
    const home = newHome();
    const first = await startDesktop(home, { browser });
    const { state } = first.window();
    const focused = state.focused;
    state.minimized = true;

    const second = createElectronDouble({ browser });
    await loadWithElectron(second.module, async () => {
      const { start } = await import('../../electron/main.ts');
      await start({ argv: ['--home', home], folder: builtFolder });
    });
    expect(await second.exited).toBe(0);
    expect(second.windows()).toEqual([]);
    await until(async () => state.focused === focused + 1, 'the first window comes to the front');
    expect(state.minimized).toBe(false);
  });

  test('closing the last window ends the app where somebody chose so, and leaves the home to the next start', async () => {
    const home = newHome();
    const first = await startDesktop(home, { browser });
    await first.call('desktop.set', { keepRunning: false });
    await first.call('flows.import', { text: readFileSync('examples/content-approval.flow.yaml', 'utf8') });
    await first.window().close();
    expect(await first.double.exited).toBe(0);

    const second = await startDesktop(home, { browser });
    const { items } = await second.call('flows.list', {});
    expect(items.map(({ id }) => id)).toEqual(['content-approval']);
  });

  test('a home that another host has open is said, and the app ends', async () => {
    const home = newHome();
    const { createApp } = await import('../../electron/app.ts');
    const host = await createApp({ home });
    const double = createElectronDouble({ browser });
    await loadWithElectron(double.module, async () => {
      const { start } = await import('../../electron/main.ts');
      await start({ argv: ['--home', home, '--port', '0'], folder: builtFolder });
    });
    expect(await double.exited).toBe(1);
    expect(double.seen.errors).toHaveLength(1);
    expect(double.windows()).toEqual([]);
    await host.close();
  });

  test('a page whose process died comes back; after three times in a minute the person is asked', async () => {
    const desktop = await startDesktop(newHome(), { browser });
    const { page } = await desktop.real();
    await page.getByRole('button', { name: 'Try an approval' }).waitFor();
    let loads = 0;
    page.on('load', () => (loads += 1));
    for (const times of [1, 2, 3]) {
      desktop.window().crash();
      await until(async () => loads === times, `the page came back ${times} times`);
    }
    desktop.window().crash();
    const question = await until(async () => desktop.double.seen.questions.at(-1), 'the person is asked');
    expect(question.message).toBe('The window’s page ended again and again');
    expect(loads).toBe(3);
  });
});
