import type { Page } from 'playwright/test';
import { editor } from './editor.ts';
import { panel } from './panel.ts';

/** The dialog in which a connection of this machine is made and tried. */
export function connectionDialog(page: Page) {
  const root = page.getByRole('dialog', { name: /^New connection/ });
  // A field that has to be filled in says so with a star.
  const field = (label: string) => root.getByLabel(new RegExp(`^${label}( \\*)?$`));
  return {
    root,
    open: async (step: string, label: string): Promise<void> => {
      await editor(page).canvas.waitFor();
      await panel(page).open(step);
      await panel(page).choose(label, 'New connection…');
      await root.waitFor();
    },
    field,
    fill: (label: string, text: string): Promise<void> => field(label).fill(text),
    choose: async (label: string, option: string | RegExp): Promise<void> => {
      await root.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    },
    test: (): Promise<void> => root.getByRole('button', { name: 'Test', exact: true }).click(),
    press: (name: string): Promise<void> => root.getByRole('button', { name, exact: true }).click(),
  };
}
