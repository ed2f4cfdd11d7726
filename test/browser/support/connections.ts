import type { Page } from 'playwright/test';

/** The connections of this machine: the list, one of them, and its dialogs. */
export function connections(page: Page) {
  const dialog = page.getByRole('dialog');
  const field = (label: string) => dialog.getByLabel(new RegExp(`^${label}( \\*)?$`));
  return {
    dialog,
    row: (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    field,
    make: async (kind: string): Promise<void> => {
      await page.getByRole('button', { name: 'New connection' }).first().click();
      await page.getByRole('menuitem', { name: kind }).click();
      await dialog.waitFor();
    },
    more: async (name: string, item: string): Promise<void> => {
      await page.getByRole('button', { name: `More for ${name}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await dialog.waitFor();
    },
    change: async (): Promise<void> => {
      await page.getByRole('button', { name: 'Change…' }).click();
      await dialog.waitFor();
    },
    choose: async (label: string, option: string): Promise<void> => {
      await dialog.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    },
    press: (name: string): Promise<void> => dialog.getByRole('button', { name, exact: true }).click(),
    /** Where a flow uses it: one line for each of its places. */
    place: (flow: string) => page.getByRole('listitem').filter({ hasText: flow }),
  };
}
