import type { Page } from 'playwright/test';

/** What the panel of a step offers where a run has failed, and its dialogs. */
export function runRepair(page: Page) {
  const group = page.getByRole('group', { name: 'Repair' });
  const dialog = page.getByRole('dialog');
  return {
    group,
    retry: group.getByRole('button', { name: 'Try again from here…' }),
    edit: group.getByRole('button', { name: 'Set the output and go on…' }),
    skip: group.getByRole('button', { name: 'Skip this step…' }),
    dialog,
    output: dialog.getByLabel('Output, as JSON'),
    on: dialog.getByRole('combobox', { name: 'On', exact: true }),
    difference: dialog.getByRole('group', { name: 'What differs' }),
    press: (verb: string) => dialog.getByRole('button', { name: verb, exact: true }),
  };
}
