import type { Page } from 'playwright/test';

/** The inbox: its list, groups and what is chosen. */
export function inbox(page: Page) {
  const list = page.getByRole('navigation', { name: 'Waiting' });
  return {
    list,
    /** By its address: an empty home begins with the first start, which has no rail. */
    open: async (): Promise<void> => {
      await page.goto(new URL('/inbox', page.url()).href);
    },
    entry: (title: string | RegExp) => list.getByRole('link', { name: title }),
    entries: list.getByRole('link'),
    group: (name: string) => list.getByRole('region', { name }),
    chosen: list.locator('[aria-current]'),
    fresh: list.getByRole('button', { name: /new$/ }),
    decided: page.getByRole('navigation', { name: 'Decided' }),
    /** One side of the inbox. */
    view: (name: string) => page.getByText(new RegExp(`^${name}`)),
    waitingOnOthers: page.getByText(/^Waiting on others/),
    badge: page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /waiting for you/ }),
  };
}
