import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
import { expect, test } from './support/test.ts';

test('the whole triage works by keyboard', async ({ host, window }) => {
  for (const name of ['one', 'two', 'three']) await ask(host.client, name, { title: `Card ${name}` });
  await inbox(window).open();
  const { chosen, entry } = inbox(window);
  await expect(chosen).toHaveAccessibleName(/Card one/);
  await window.keyboard.press('j');
  await expect(chosen).toHaveAccessibleName(/Card two/);
  await window.keyboard.press('k');
  await expect(chosen).toHaveAccessibleName(/Card one/);
  await window.keyboard.press('a');
  await expect(card(window, 'Card one').root).toContainText('You approved');
  await expect(entry(/Card one/)).toBeHidden();

  await window.keyboard.press('j');
  await expect(chosen).toHaveAccessibleName(/Card two/);
  await window.keyboard.press('d');
  await expect(card(window, 'Card two').root).toContainText('You declined');
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Keys of the inbox' })).toBeVisible();
  await window.keyboard.press('a');
  await window.keyboard.press('Escape');
  await expect(entry(/Card three/)).toBeVisible();
});

test('a card that is decided in one window leaves the other at once, which says by whom', async ({
  host,
  window,
  secondWindow,
}) => {
  await staff(host);
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { assign: { pools: ['editors'] } },
  });
  await ask(host.client, 'parcel', { title: 'Send the parcel' });
  for (const page of [window, secondWindow]) {
    await inbox(page).open();
    await inbox(page)
      .entry(/letter/)
      .click();
    await expect(card(page, 'Send the letter').approve).toBeVisible();
  }
  await card(window, 'Send the letter').approve.click();
  await expect(inbox(secondWindow).entry(/letter/)).toBeHidden();
  await expect(card(secondWindow, 'Send the letter').root).toContainText('You approved');
  await expect(card(secondWindow, 'Send the letter').approve).toBeHidden();

  const jon = await asPerson(host, 'jon');
  const again = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { assign: { pools: ['editors'] } },
  });
  await inbox(window).fresh.click();
  await inbox(window)
    .entry(/letter/)
    .click();
  await jon('approvals.decide', {
    id: await cardOf(host, again),
    decision: 'declined',
    comment: 'No stamps.',
  });
  await expect(card(window, 'Send the letter').root).toContainText('Jon declined');
  await expect(card(window, 'Send the letter').root).toContainText('No stamps.');
  expect(id).not.toBe(again);
});

test('what arrives waits behind “1 new”: nothing moves under the hand', async ({ host, window }) => {
  await ask(host.client, 'one', { title: 'Card one' });
  await inbox(window).open();
  await expect(inbox(window).chosen).toHaveAccessibleName(/Card one/);
  await ask(host.client, 'two', { title: 'Card two', config: { timeout: '1h', onTimeout: 'decline' } });
  await expect(inbox(window).fresh).toHaveText('1 new');
  await expect(inbox(window).entries).toHaveCount(1);
  await inbox(window).fresh.click();
  // The soonest deadline stands first, and what was chosen stays chosen.
  await expect(inbox(window).entries.first()).toHaveAccessibleName(/Card two/);
  await expect(inbox(window).chosen).toHaveAccessibleName(/Card one/);
});

test('what was typed on a card is still there after looking at another one', async ({ host, window }) => {
  for (const name of ['one', 'two']) await ask(host.client, name, { title: `Card ${name}` });
  await inbox(window).open();
  await card(window, 'Card one').comment.fill('Half a thought');
  await inbox(window)
    .entry(/Card two/)
    .click();
  await expect(card(window, 'Card two').comment).toHaveValue('');
  await inbox(window)
    .entry(/Card one/)
    .click();
  await expect(card(window, 'Card one').comment).toHaveValue('Half a thought');
});

test('claiming tells the others, and releasing takes it back', async ({ host, window, secondWindow }) => {
  await staff(host);
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { assign: { pools: ['editors'] } },
  });
  const approval = await cardOf(host, id);
  await inbox(window).open();
  await card(window, 'Send the letter').button('Claim').click();
  await inbox(secondWindow).open();
  await expect(card(secondWindow, 'Send the letter').button('You are on it. Release')).toBeVisible();
  expect((await host.client('approvals.get', { id: approval })).claimedBy).toBe('owner');
  await card(secondWindow, 'Send the letter').button('You are on it. Release').click();
  await expect(card(window, 'Send the letter').button('Claim')).toBeVisible();
});

test('a card that is put off stands under “Later” and keeps its deadline', async ({ host, window }) => {
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { timeout: '3d', onTimeout: 'decline' },
  });
  const before = await host.client('approvals.get', { id: await cardOf(host, id) });
  await inbox(window).open();
  await card(window, 'Send the letter').button('Later').click();
  await window.getByRole('menuitem', { name: /In an hour/ }).click();
  await expect(inbox(window).group('Later')).toContainText('Send the letter');
  const after = await host.client('approvals.get', { id: before.id });
  expect(after.deadline).toBe(before.deadline);
});

test('an empty inbox says so and what to do next', async ({ window, host }) => {
  await window.goto(`${host.url}/inbox`);
  await expect(window.getByRole('heading', { name: 'Nothing waits for you' })).toBeVisible();
  await picture(window, 'inbox-empty');
});
