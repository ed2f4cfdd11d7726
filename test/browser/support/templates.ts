import type { Page } from 'playwright/test';

/** The templates on the page of flows, in the dialog for a new flow and in the designer. */
export function templates(page: Page) {
  const gallery = page.getByRole('region', { name: 'Templates', exact: true });
  const dialog = page.getByRole('dialog');
  return {
    gallery,
    dialog,
    card: (name: string) => gallery.getByRole('article', { name }),
    need: (name: string) => gallery.getByRole('region', { name, exact: true }),
    tryNow: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: `Try it now: ${name}` }).click();
    },
    use: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: `Use this template: ${name}` }).click();
    },
    choose: async (name: string): Promise<void> => {
      await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    },
  };
}
