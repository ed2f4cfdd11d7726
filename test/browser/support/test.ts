import { expect, test as base, type Page } from 'playwright/test';
import { startBrowserHost, type BrowserHost } from './host.ts';
import { faultsOf } from './faults.ts';

type Fixtures = {
  host: BrowserHost;
  /** A signed-in window at `/`. Whatever it complains about in its console fails the test. */
  window: Page;
  /** One more window of the same person. */
  secondWindow: Page;
};

/** Every test has its own host in its own empty home. */
export const test = base.extend<Fixtures>({
  host: async ({ browserName: _ }, use) => {
    const host = await startBrowserHost();
    await use(host);
    await host.remove();
  },
  window: async ({ host, page }, use) => {
    const faults = faultsOf(page);
    await page.goto(host.firstAddress);
    await use(page);
    expect(faults, 'what the window complained about').toEqual([]);
  },
  secondWindow: async ({ host, browser }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(await host.address());
    await use(page);
    await context.close();
  },
});

export { expect };
