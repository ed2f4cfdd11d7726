import type { Page } from 'playwright/test';

/** The list of runs and its filters. */
export function runs(page: Page) {
  const table = page.getByRole('table', { name: 'Runs' });
  return {
    table,
    open: async (): Promise<void> => {
      await page.goto(new URL('/runs', page.url()).href);
    },
    rows: table.locator('tbody').getByRole('row'),
    row: (flow: string) => table.getByRole('row', { name: new RegExp(flow) }),
    words: page.getByLabel('Words in inputs, outputs and names'),
    pick: async (
      filter: 'Flow' | 'State' | 'Where' | 'Started by' | 'Started',
      option: string,
    ): Promise<void> => {
      await page.getByRole('combobox', { name: filter, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    showAll: page.getByRole('button', { name: 'Show all', exact: true }),
    view: async (name: 'All runs' | 'Failures' | 'Stuck'): Promise<void> => {
      await page.getByRole('radiogroup', { name: 'What is shown' }).getByText(name).click();
    },
    failures: page.getByRole('table', { name: 'Failures by cause' }).locator('tbody').getByRole('row'),
    stuck: page.getByRole('table', { name: 'Stuck runs' }).locator('tbody').getByRole('row'),
    fresh: page.getByRole('button', { name: /\d+ new$/ }),
  };
}

/** One run. */
export function run(page: Page) {
  const step = (name: string) =>
    page.getByRole('region', { name: 'Steps' }).getByRole('listitem').filter({ hasText: name });
  return {
    standing: page.locator('header').getByRole('status'),
    story: page.getByRole('region', { name: 'Story' }),
    sentences: page.getByRole('region', { name: 'Story' }).getByRole('listitem'),
    step,
    openStep: async (name: string): Promise<void> => {
      await step(name).getByRole('button', { name }).first().click();
    },
    button: (name: string | RegExp) => page.getByRole('button', { name }),
    dialog: page.getByRole('dialog'),
    practice: practiceBar(page),
  };
}

/** The strip of a draft that waits. */
function practiceBar(page: Page) {
  const bar = page.getByRole('region', { name: 'Practice' });
  return {
    bar,
    jump: bar.getByRole('button', { name: /^Jump to the next deadline/ }),
    decide: bar.getByRole('button', { name: 'Decide' }),
    answer: bar.getByRole('button', { name: 'Answer as callback', exact: true }),
    otherAnswer: bar.getByRole('button', { name: 'Another answer…' }),
  };
}
