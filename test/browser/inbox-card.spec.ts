import { runReaches } from './support/examples.ts';
import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { run } from './support/runs.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
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
  await expect(letter.root.getByRole('group', { name: 'Change', exact: true })).toContainText('new words');
  await expect(letter.approve).toBeEnabled();
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
  await pay.decideAs.selectOption('Finance A (practice)');
  await pay.approve.click();
  await expect(pay.root).toContainText('1 of 2 agreed: Finance A (practice)');
  await expect(pay.decideAs.getByRole('option', { name: /Finance A/ })).toHaveCount(0);
  await pay.decideAs.selectOption('Finance B (practice)');
  await pay.approve.click();
  await expect(pay.root).toContainText('Finance B (practice) approved');
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
