import type { Page } from 'playwright/test';

/** The list of flows, one flow's page and their dialogs. */
export function flows(page: Page) {
  const dialog = page.getByRole('dialog');
  return {
    row: (name: string) =>
      page.getByRole('table', { name: 'Flows' }).getByRole('row', { name: new RegExp(name) }),
    title: (name: string) => page.getByRole('heading', { level: 1, name }),
    part: (name: string) => page.getByRole('region', { name }),
    dialog,
    open: async (name: string): Promise<void> => {
      await page.getByRole('link', { name, exact: true }).click();
    },
    runDraft: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: `Run draft of ${name}` }).click();
    },
    runMenu: async (name: string, item: string | RegExp): Promise<void> => {
      await page.getByRole('button', { name: `Run ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    menu: async (of: string, item: string | RegExp): Promise<void> => {
      await page.getByRole('button', { name: `More for ${of}`, exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    press: async (verb: string): Promise<void> => {
      await dialog.getByRole('button', { name: verb, exact: true }).click();
    },
  };
}
