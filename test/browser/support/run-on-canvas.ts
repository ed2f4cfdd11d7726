import type { Page } from 'playwright/test';

/** A run as the designer shows it: the strip under the canvas, marks on it, the sheet beside it. */
export function runOnCanvas(page: Page) {
  const dialog = page.getByRole('dialog', { name: /^Run the draft/ });
  const strip = page.getByRole('region', { name: 'Run on the canvas' });
  return {
    dialog,
    /** What the dialog tells before anything starts. */
    told: dialog.getByRole('region', { name: 'What this run does outside' }),
    body: dialog.getByLabel('What arrives'),
    start: async (): Promise<void> => {
      await dialog.getByRole('button', { name: 'Run draft', exact: true }).click();
    },
    strip,
    standing: strip.getByRole('status'),
    button: (name: string | RegExp) => strip.getByRole('button', { name }),
    sheet: page.getByRole('dialog', { name: 'Decide' }),
    /** What the panel says about the selected step in this run. */
    result: page.getByRole('region', { name: 'In the run on the canvas' }),
    lit: page.locator('.react-flow__edge-path[data-mark="lit"]'),
    quiet: page.locator('.react-flow__edge-path[data-mark="quiet"]'),
  };
}
