import { runReaches } from './support/examples.ts';
import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
import { picture } from './support/pictures.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

test('an approval lets the run go on, and the card leaves the list', async ({ host, window }) => {
  const id = await ask(host.client, 'letter', { title: 'Send the letter' });
  await inbox(window).open();
  await expect(inbox(window).badge).toContainText('1');
  await card(window, 'Send the letter').approve.click();
  await expect(card(window, 'Send the letter').root).toContainText('You approved');
  await runReaches(host.client, id, 'succeeded');
  await expect(inbox(window).list).toContainText('Nothing else waits');
  await expect(inbox(window).badge).toBeHidden();
});

test('declining asks for the reason where the flow wants one, and the story keeps it', async ({
  host,
  window,
}) => {
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { require: { comment: 'on-decline' } },
  });
  await inbox(window).open();
  const letter = card(window, 'Send the letter');
  await letter.decline.click();
  await expect(letter.comment).toBeFocused();
  await expect(letter.root).toContainText('Say why in a sentence.');
  expect((await host.client('runs.get', { id })).status).toBe('waiting');

  await letter.comment.fill('The address is old.');
  await letter.decline.click();
  await expect(letter.root).toContainText('You declined');
  await window.getByRole('link', { name: 'See what happened next' }).click();
  await expect(run(window).story).toContainText('declined “Somebody decides”: “The address is old.”');
  await expect(run(window).standing).toContainText('Ended as declined');
});

test('requested changes come back as the next round, with what was said before', async ({ host, window }) => {
  const id = await ask(host.client, 'letter', { title: 'Send the letter', hasChanges: true });
  await inbox(window).open();
  const letter = card(window, 'Send the letter');
  await letter.comment.fill('Shorter, please.');
  await letter.requestChanges.click();
  await expect(letter.root).toContainText('You requested changes');
  await runReaches(host.client, id, 'waiting');
  await window.getByRole('button', { name: 'Next in the list' }).click();
  await expect(letter.root).toContainText('Round 2');
  await expect(letter.part('Said so far')).toContainText('Shorter, please.');
});

test('changes are not offered where the flow leads nowhere from there', async ({ host, window }) => {
  await ask(host.client, 'letter', { title: 'Send the letter' });
  await inbox(window).open();
  await expect(card(window, 'Send the letter').approve).toBeVisible();
  await expect(card(window, 'Send the letter').requestChanges).toBeHidden();
});

test('an edited value shows its difference, is checked, and is what was approved', async ({
  host,
  window,
}) => {
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: {
      editable: {
        copies: { type: 'number', label: 'Copies', value: 40, max: 50 },
        text: { type: 'text', label: 'Text', value: 'Dear all,\nsee you there.' },
      },
    },
  });
  const approval = await cardOf(host, id);
  await inbox(window).open();
  const letter = card(window, 'Send the letter');

  await letter.edit('Copies', '400');
  await expect(letter.root).toContainText('Must be at most 50.');
  await letter.approve.click();
  expect((await host.client('approvals.get', { id: approval })).status).toBe('pending');
  await letter.root.getByLabel('Copies', { exact: true }).fill('45');

  await letter.edit('Text', 'Dear friends,\nsee you there.');
  const difference = letter.root.getByRole('group', { name: 'Your change of Text' });
  await expect(difference).toContainText('Dear all,');
  await expect(difference).toContainText('Dear friends,');
  await picture(window, 'inbox-edit');
  await letter.button('Approve with your change').click();
  await expect(letter.root).toContainText('You approved');
  const decided = await host.client('approvals.get', { id: approval });
  expect(decided.result?.values).toEqual({ copies: 45, text: 'Dear friends,\nsee you there.' });
});

test('evidence that must be opened is opened before approving, by hand or by key', async ({
  host,
  window,
}) => {
  await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { tier: 2, show: [{ label: 'Change', kind: 'diff', before: 'old words', after: 'new words' }] },
  });
  await inbox(window).open();
  const letter = card(window, 'Send the letter');
  await expect(letter.approve).toBeDisabled();
  await expect(letter.root).toContainText('Open “Change” to approve.');
  await window.keyboard.press('a');
  await expect(letter.evidence('Change')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(letter.root.getByRole('group', { name: 'Change' })).toContainText('new words');
  await expect(letter.approve).toBeEnabled();
});

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

test('what matters more is never decided by one key: it leads to the button, Enter decides', async ({
  host,
  window,
}) => {
  const id = await ask(host.client, 'letter', { title: 'Send the letter', config: { tier: 2 } });
  await inbox(window).open();
  const letter = card(window, 'Send the letter');
  await expect(letter.approve).toBeVisible();
  await window.keyboard.press('a');
  await expect(letter.approve).toBeFocused();
  expect((await host.client('runs.get', { id })).status).toBe('waiting');
  await window.keyboard.press('Enter');
  await expect(letter.root).toContainText('You approved');
});

test('letters typed into the comment are no commands', async ({ host, window }) => {
  const id = await ask(host.client, 'letter', { title: 'Send the letter' });
  await inbox(window).open();
  const letter = card(window, 'Send the letter');
  await letter.comment.pressSequentially('a dad decides');
  await expect(letter.comment).toHaveValue('a dad decides');
  expect((await host.client('runs.get', { id })).status).toBe('waiting');
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

test('a draft is marked, does not count, and its starter tries it as several people', async ({
  host,
  window,
}) => {
  const id = await ask(
    host.client,
    'pay',
    { title: 'Pay the invoice', config: { quorum: 2, assign: { pools: ['finance'] } } },
    'draft',
  );
  await inbox(window).open();
  await expect(inbox(window).group('Drafts')).toContainText('practice, not counted');
  await expect(inbox(window).badge).toBeHidden();
  const pay = card(window, 'Pay the invoice');
  await expect(pay.root.getByText('Draft', { exact: true })).toBeVisible();
  await pay.decideAs.selectOption({ label: 'As Editor A (practice)' });
  await pay.approve.click();
  await expect(pay.root).toContainText('1 of 2 agreed: Editor A (practice)');
  await expect(pay.decideAs.getByRole('option', { name: /Editor A/ })).toHaveCount(0);
  await pay.decideAs.selectOption({ label: 'As Editor B (practice)' });
  await pay.approve.click();
  await expect(pay.root).toContainText('Editor B (practice) approved');
  await runReaches(host.client, id, 'succeeded');
});

test('a card that changes while it is open must be looked at again', async ({ host, window }) => {
  await staff(host);
  const id = await ask(host.client, 'pay', {
    title: 'Pay the invoice',
    config: {
      quorum: 2,
      assign: { pools: ['finance'] },
      editable: { amount: { type: 'number', label: 'Amount', value: 100 } },
    },
  });
  await inbox(window).open();
  const pay = card(window, 'Pay the invoice');
  await expect(pay.approve).toBeEnabled();
  const jon = await asPerson(host, 'jon');
  await jon('approvals.decide', { id: await cardOf(host, id), decision: 'approved', values: { amount: 90 } });
  await expect(pay.root).toContainText('This card changed while it was open');
  await expect(pay.approve).toBeDisabled();
  await pay.button('Look again').click();
  await pay.approve.click();
  await runReaches(host.client, id, 'succeeded');
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

test('who may not decide reads why, and has no buttons', async ({ host, window }) => {
  await staff(host);
  await ask(host.client, 'front', {
    title: 'Change the front page',
    config: { assign: { pools: ['chiefs'] } },
  });
  await inbox(window).open();
  await window.getByRole('button', { name: 'See what waits on others' }).click();
  const front = card(window, 'Change the front page');
  await expect(front.root).toContainText('This is for chiefs, and you are not among them.');
  await expect(front.approve).toBeHidden();
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
