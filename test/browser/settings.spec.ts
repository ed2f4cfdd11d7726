import { AxeBuilder } from '@axe-core/playwright';
import { createHttpCall } from '../../electron/cli/http-session.ts';
import { createClient } from '../../shared/api/client.ts';
import { readInvitation } from '../../shared/invitation.ts';
import { staff } from './support/people.ts';
import { picture, schemes } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

test('settings say who one is, what is kept, what this system cannot do, and give tokens away once', async ({
  window,
  host,
}) => {
  await staff(host);
  await window.goto(`${host.url}/settings`);
  const part = (name: string) => window.getByRole('region', { name, exact: true });
  await expect(part('You')).toContainText('Mara');
  await picture(window, 'settings');
  await expect(part('What is kept')).toContainText('90 days');
  await expect(part('What is kept')).toContainText(/On the disk\s*[\d.]+ (KB|MB)/);
  await expect(part('This machine')).toContainText(host.url);
  await expect(part('Messages')).toContainText('make a mail server named “mail”');

  // A host without a desktop says so instead of pretending.
  await part('Messages').getByRole('button', { name: 'Send me a test' }).click();
  await expect(part('Messages').getByRole('status')).toContainText(/Sent\.|Nothing could be shown/);

  await part('Tokens').getByRole('button', { name: 'New token…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Jon’s phone');
  await dialog.getByRole('combobox', { name: 'Speaks as' }).click();
  await window.getByRole('option', { name: 'Jon' }).click();
  await picture(window, 'settings-token');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  const token = await dialog.getByLabel('Token', { exact: true }).inputValue();
  const jon = createClient(createHttpCall({ url: host.url, token }));
  expect(await jon('session.get', {})).toMatchObject({ person: 'jon', role: 'approver' });
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.locator('body')).not.toContainText(token);
  await expect(part('Tokens').getByRole('row').filter({ hasText: 'Jon’s phone' })).toContainText('Approver');
  await picture(window, 'settings-tokens');
  await part('This machine').scrollIntoViewIfNeeded();
  await picture(window, 'settings-lower');
  await part('Tokens').getByRole('button', { name: 'Revoke Jon’s phone' }).click();
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(part('Tokens')).toContainText('Nobody has one');
  // Its row is gone by then, and what was done is said all the same.
  await expect(window.getByText('“Jon’s phone” is revoked.')).toBeVisible();
  await expect(jon('session.get', {})).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('motion stands still when it is asked to, also after the window was opened again', async ({
  window,
  host,
}) => {
  await window.goto(`${host.url}/settings`);
  const root = window.locator('html');
  await expect(root).not.toHaveAttribute('data-motion', 'none');
  await window.getByRole('radiogroup', { name: 'Motion' }).getByText('None').click();
  await expect(root).toHaveAttribute('data-motion', 'none');
  await window.reload();
  await expect(window.getByRole('radio', { name: 'None' })).toBeChecked();
  await expect(root).toHaveAttribute('data-motion', 'none');
  const button = window.getByRole('button', { name: 'Send me a test' });
  await expect(button).toHaveCSS('transition-duration', '0s');
});

test('a person is invited with one text, which is shown once and can be taken back', async ({
  window,
  host,
}) => {
  await staff(host);
  await window.goto(`${host.url}/settings`);
  const tokens = window.getByRole('region', { name: 'Tokens', exact: true });
  await tokens.getByRole('button', { name: 'Invite a person…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Who' }).click();
  await window.getByRole('option', { name: 'Jon' }).click();
  const address = dialog.getByLabel('They reach this host at');
  await expect(address).toHaveValue(host.url);
  await expect(dialog).toContainText('Only this computer reaches this address.');
  await address.fill('http://build-server:7419');
  await expect(dialog).toContainText('Use https://build-server, or ssh://build-server');
  await expect(dialog.getByRole('button', { name: 'Make the invitation' })).toBeDisabled();
  await address.fill('ssh://ops@build-server');
  await picture(window, 'settings-invite');
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await dialog.getByRole('button', { name: 'Make the invitation' }).click();
  const text = await dialog.getByLabel('Invitation', { exact: true }).inputValue();
  expect(readInvitation(text)).toMatchObject({
    person: 'jon',
    role: 'approver',
    at: ['ssh://ops@build-server'],
  });
  await picture(window, 'settings-invitation');
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.locator('body')).not.toContainText(text);
  await tokens.getByRole('button', { name: 'Take the invitation of Jon back' }).click();
  await expect(tokens.getByRole('list', { name: 'Invitations that were not used yet' })).toBeHidden();
  expect((await host.client('invitations.list', {})).items).toEqual([]);
});
