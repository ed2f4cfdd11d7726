import type { Locator, Page } from 'playwright/test';

/** The form of the flow as a whole, beside the canvas. */
export function flowSettings(page: Page) {
  const root = page.getByRole('region', { name: 'Flow settings' });
  const place = (name: string): Locator =>
    root.getByRole('group', { name: `Connection ${name}`, exact: true });
  return {
    root,
    button: page.getByRole('button', { name: 'Flow settings', exact: true }),
    field: (label: string): Locator => root.getByRole('textbox', { name: label, exact: true }),
    /** One of the connections that the flow needs. */
    place,
    choose: async (label: string, option: string): Promise<void> => {
      await root.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    values: page.getByRole('listbox', { name: 'Values' }),
  };
}
