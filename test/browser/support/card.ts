import type { Locator, Page } from 'playwright/test';

/** The card of an approval, in the inbox or on its run's page. */
export function card(page: Page, title: string | RegExp) {
  const root = page.getByRole('article', { name: title });
  const button = (name: string | RegExp): Locator => root.getByRole('button', { name });
  return {
    root,
    title: root.getByRole('heading', { level: 2 }),
    part: (name: string) => root.getByRole('group', { name, exact: true }),
    evidence: (label: string) => button(new RegExp(`^${label}`)),
    approve: button(/^Approve/),
    decline: button('Decline'),
    requestChanges: button('Request changes'),
    button,
    comment: root.getByRole('textbox', { name: /comment|Why do you decline|What should change/i }),
    decideAs: root.getByLabel('Decide as'),
    edit: async (label: string, value: string): Promise<void> => {
      await button(`Edit ${label}`).click();
      await root.getByLabel(label, { exact: true }).fill(value);
    },
  };
}
