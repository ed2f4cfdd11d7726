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

/** The code is exchanged before anything is shown: going elsewhere earlier would lose it. */
async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Every test has its own host in its own empty home. */
export const test = base.extend<Fixtures>({
  host: async ({ browserName }, use) => {
    const host = await startBrowserHost(browserName);
    await use(host);
    await host.remove();
  },
  window: async ({ host, page }, use) => {
    const faults = faultsOf(page);
    await signIn(page, host.firstAddress);
    await use(page);
    expect(faults, 'what the window complained about').toEqual([]);
  },
  secondWindow: async ({ host, browser }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, await host.address());
    await use(page);
    await context.close();
  },
});

export { expect };
