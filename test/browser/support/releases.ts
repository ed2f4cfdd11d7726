import { expect, type Locator, type Page } from 'playwright/test';

/** The dialogs and the page that lead from a draft to what is live. */
export function releases(page: Page) {
  const dialog = page.getByRole('dialog').last();
  const step = (name: string): Locator => page.locator(`.react-flow__node[data-id="${name}"]`).last();
  return {
    dialog,
    part: (name: string | RegExp): Locator => page.getByRole('region', { name }),
    step,
    tick: async (words: string | RegExp): Promise<void> => {
      await dialog.getByRole('checkbox', { name: words }).check();
    },
    button: (name: string | RegExp): Locator => dialog.getByRole('button', { name }),
    press: async (name: string): Promise<void> => {
      await dialog.getByRole('button', { name, exact: true }).click();
    },
    /** The drawing stands still and is in sight. */
    drawn: async (label: string | RegExp): Promise<void> => {
      await expect(
        page.getByRole('group', { name: label }).locator('.react-flow__node').first(),
      ).toBeVisible();
    },
    menu: async (version: number, item: string | RegExp): Promise<void> => {
      await page
        .getByRole('button', { name: `More for v${version}`, exact: true })
        .last()
        .click();
      await page.getByRole('menuitem', { name: item }).click();
    },
  };
}
