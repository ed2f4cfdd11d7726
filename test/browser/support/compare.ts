import type { Page } from 'playwright/test';

/** Two runs beside each other. */
export function comparison(page: Page) {
  const list = page.getByRole('region', { name: 'What differs' });
  return {
    lead: page.locator('header').getByRole('status'),
    drawing: page.getByRole('group', { name: 'Both paths, drawn' }),
    step: (id: string) => page.locator(`.react-flow__node-step[data-id="${id}"]`),
    wires: (mark: 'both' | 'left' | 'right') =>
      page.getByRole('group', { name: 'Both paths, drawn' }).locator(`[data-mark="${mark}"]`),
    list,
    differences: list.locator('li[data-step]'),
    difference: (id: string) => list.locator(`li[data-step="${id}"]`),
    dialog: page.getByRole('dialog', { name: 'Compare this run with…' }),
    choices: page.getByRole('dialog', { name: 'Compare this run with…' }).getByRole('listitem'),
    swap: page.getByRole('link', { name: 'Swap A and B' }),
  };
}
