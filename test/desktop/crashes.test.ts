import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newHome, openBrowser, startDesktop, until } from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test(
  'a page that ends or is loaded again a hundred times changes nothing of a run, and is there at the end (ELE-15)',
  { timeout: 60_000 },
  async () => {
    const home = newHome();
    const desktop = await startDesktop(home, { browser, answer: () => 0 });
    const real = await desktop.real();
    await desktop.call('flows.import', { text: readFileSync('examples/content-approval.flow.yaml', 'utf8') });
    const input = JSON.parse(readFileSync('examples/article.json', 'utf8'));
    const { id } = await desktop.call('runs.start', { id: 'content-approval', input, target: 'draft' });
    await until(async () => (await desktop.call('approvals.list', { run: id })).items[0], 'a card');
    const story = await desktop.call('runs.events', { id });

    const { webContents } = desktop.window();
    // What is counted is that each end brings a reload; a hundred real ones of Chromium would show Chromium.
    const reload = vi.spyOn(webContents, 'reload').mockImplementation(() => undefined);
    for (let times = 1; times <= 100; times++) {
      if (times % 2 === 0) desktop.window().crash();
      else webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
      await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(times), { interval: 1 });
    }
    reload.mockRestore();
    // Three by itself within a minute; after that the person was asked each time, and said yes.
    expect(desktop.double.seen.questions).toHaveLength(97);
    await real.reload();
    await real.page.waitForFunction('typeof countersign?.call === "function"');
    expect(await desktop.call('runs.events', { id })).toEqual(story);
    expect((await desktop.call('runs.list', {})).items).toHaveLength(1);
  },
);
