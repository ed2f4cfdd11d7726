import { runReaches } from './support/examples.ts';
import { ask } from './support/asking.ts';
import { faultsInBothThemes } from './support/axe.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('by keyboard alone a card is handed on: it waits for whom it was given to and for nobody else', async ({
  host,
  window,
}) => {
  await staff(host);
  const run = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { assign: { pools: ['editors'] } },
  });
  const id = await cardOf(host, run);
  await inbox(window).open();
  await card(window, 'Send the letter').button('Hand on…').focus();
  await window.keyboard.press('Enter');
  const dialog = window.getByRole('dialog', { name: /Hand on/ });
  await expect(dialog).toContainText('It waits for editors now.');
  expect(await faultsInBothThemes(window, 'handing on')).toEqual([]);
  await picture(window, 'inbox-hand-on');
  await dialog.getByRole('combobox', { name: 'People' }).focus();
  await window.keyboard.type('Ann');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(dialog.getByText('Ann', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Hand on' }).focus();
  await window.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  expect(await host.client('approvals.get', { id })).toMatchObject({ pools: [], people: ['ann'] });
  await expect(card(window, 'Send the letter').root).toContainText('you are not among them');
  const ann = await asPerson(host, 'ann');
  expect((await ann('approvals.list', { mine: true })).items.map((one) => one.id)).toEqual([id]);
});

test('several routine cards are decided at once, each by its own switch; what matters more is not among them', async ({
  host,
  window,
}) => {
  const runs: Record<string, string> = {};
  for (const name of ['one', 'two', 'three'])
    runs[name] = await ask(host.client, name, {
      title: `Card ${name}`,
      config: { require: { comment: 'on-decline' } },
    });
  await ask(host.client, 'grave', { title: 'Card grave', config: { tier: 2 } });
  await inbox(window).open();
  await window.getByRole('button', { name: 'Decide several…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Decide several' });
  await expect(dialog.getByRole('switch')).toHaveCount(3);
  await expect(dialog.getByRole('switch', { checked: true })).toHaveCount(0);
  await dialog.getByRole('switch', { name: 'Card one' }).press('Space');
  await dialog.getByRole('switch', { name: 'Card three' }).press('Space');
  await picture(window, 'inbox-batch');
  expect(await faultsInBothThemes(window, 'deciding several')).toEqual([]);
  await dialog.getByRole('button', { name: 'Decline 2' }).click();
  await expect(dialog).toContainText('Say why in a sentence.');
  await dialog.getByRole('button', { name: 'Approve 2' }).click();
  await expect(dialog).toContainText('2 of 3 decided.');
  await runReaches(host.client, runs['one'] ?? '', 'succeeded');
  await runReaches(host.client, runs['three'] ?? '', 'succeeded');
  expect((await host.client('runs.get', { id: runs['two'] ?? '' })).status).toBe('waiting');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(inbox(window).entries).toHaveText([/Card two|Card grave/, /Card two|Card grave/]);
});

test('after an absence the inbox says what happened by itself, until it was seen', async ({
  host,
  window,
}) => {
  await inbox(window).open();
  await expect(window.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await window.goto(`${host.url}/flows`);
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { timeout: '1s', onTimeout: 'decline' },
  });
  await ask(host.client, 'parcel', { title: 'Send the parcel' });
  await expect.poll(async () => (await host.client('runs.get', { id })).status).toBe('declined');

  await inbox(window).open();
  const away = window.getByRole('region', { name: 'While you were away' });
  await expect(away).toContainText('1 card was decided by its time limit.');
  // Looking elsewhere is not having seen it.
  await window.goto(`${host.url}/flows`);
  await inbox(window).open();
  await away.getByRole('button', { name: 'Show' }).click();
  await expect(away.getByRole('listitem')).toHaveText([/Send the letter.*declined by its time limit/]);
  await picture(window, 'inbox-away');
  expect(await faultsInBothThemes(window, 'after an absence')).toEqual([]);
  await away.getByRole('button', { name: 'Seen' }).click();
  await expect(away).toBeHidden();
  await window.reload();
  await expect(card(window, 'Send the parcel').approve).toBeVisible();
  await expect(away).toBeHidden();
});
