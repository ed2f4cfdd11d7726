import type { Page } from 'playwright/test';

/** The rail and the palette around every screen. */
export function shell(page: Page) {
  const rail = page.getByRole('navigation', { name: 'Main' });
  return {
    rail,
    link: (name: string) => rail.getByRole('link', { name }),
    heading: (name: string | RegExp) => page.getByRole('heading', { level: 1, name }),
    find: async (words: string): Promise<void> => {
      await rail.waitFor();
      await page.keyboard.press('Control+k');
      await page.getByLabel('Find anything').fill(words);
    },
  };
}
