import type { Page } from 'playwright/test';
import { fillHome } from '../support/big-home.ts';
import { ask } from './support/asking.ts';
import { faultsInBothThemes } from './support/axe.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
import { expect, test } from './support/test.ts';

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('what I decided stands newest first with what became of it, and what others decided does not', async ({
  host,
  window,
}) => {
  await staff(host);
  const jon = await asPerson(host, 'jon');
  const titles = ['Letter', 'Parcel', 'Postcard'];
  const cards: string[] = [];
  for (const title of titles) {
    const run = await ask(host.client, title.toLowerCase(), {
      title,
      config: { assign: { pools: ['editors'] } },
    });
    cards.push(await cardOf(host, run));
  }
  const [letter = '', parcel = '', postcard = ''] = cards;
  await host.client('approvals.decide', { id: letter, decision: 'approved' });
  await host.client('approvals.decide', { id: parcel, decision: 'declined', comment: 'No stamps.' });
  await jon('approvals.decide', { id: postcard, decision: 'approved' });

  await inbox(window).open();
  await inbox(window).view('Decided by you').click();
  const { decided } = inbox(window);
  await expect(decided.getByRole('link')).toHaveText([/Parcel.*declined/i, /Letter.*approved/i]);
  await expect(card(window, 'Parcel').root).toContainText('No stamps.');
  await window.keyboard.press('j');
  await expect(card(window, 'Letter').root).toContainText('You approved');
  // The address opens the same side and card again.
  await window.reload();
  await expect(card(window, 'Letter').root).toContainText('You approved');
  await expect(decided.getByRole('link')).toHaveCount(2);
  await picture(window, 'inbox-answered');
});

test('the numbers count live cards by what became of them, with the table behind the chart', async ({
  host,
  window,
}) => {
  await staff(host);
  const decisions = ['approved', 'approved', 'approved', 'declined'];
  for (const [index, decision] of decisions.entries()) {
    const run = await ask(host.client, `letter-${index}`, {
      title: `Letter ${index}`,
      config: { tier: index % 2 === 0 ? 1 : 2, assign: { pools: [index === 0 ? 'finance' : 'editors'] } },
    });
    await host.client('approvals.decide', { id: await cardOf(host, run), decision });
  }
  await ask(host.client, 'waits', { title: 'Pay Acme', config: { assign: { pools: ['finance'] } } });
  // Practice is not counted.
  await ask(host.client, 'waits', { title: 'Pay Acme' }, 'draft');

  await window.goto(`${host.url}/inbox?view=numbers`);
  const row = (name: string) =>
    window.getByRole('table', { name: 'By group' }).getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('Editors').getByRole('cell')).toHaveText([
    /^3$/,
    /^2$/,
    /^0$/,
    /^1$/,
    /^0$/,
    /^0$/,
    /^0$/,
    /ms|s$/,
    /ms|s$/,
  ]);
  await expect(row('Finance').getByRole('cell').first()).toHaveText('2');
  const ended = window.getByRole('region', { name: 'What became of them' });
  await expect(ended.getByRole('listitem')).toHaveText([/Approved 3/, /Declined 1/, /Waiting 1/]);
  await picture(window, 'inbox-numbers');
  await window.getByRole('button', { name: 'As a table' }).click();
  await expect(window.getByRole('table', { name: 'Cards by day' })).toContainText(
    new Date().toISOString().slice(0, 4),
  );
  await window.getByRole('link', { name: /ago|now/ }).click();
  await expect(card(window, 'Pay Acme').approve).toBeVisible();
});

test('the numbers say which group is crowded, which step is slow and which is always approved', async ({
  host,
  window,
}) => {
  await host.stop();
  await fillHome(host.home, { finished: 9, waiting: 14, cards: 12, decided: 24 }, () => undefined);
  await host.restart();
  await window.goto(`${host.url}/inbox?view=numbers`);
  const queues = window.getByRole('region', { name: 'How the groups stand now' });
  await expect(queues).toContainText('Finance has all 13 cards that wait.');
  await window.getByLabel('Period').selectOption('90');
  const gates = window.getByRole('region', { name: 'Steps that ask, the slowest first' });
  await expect(gates.getByRole('listitem')).toHaveText([/Pay an invoice: Ask, approved 2\d times/]);
  const alone = window.getByRole('table', { name: 'Runs that went through without a person' });
  await expect(
    alone
      .getByRole('row', { name: /^Pay an invoice/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('0 %');
  await expect(
    alone
      .getByRole('row', { name: /^Take in an order/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('100 %');
  await window.setViewportSize({ width: 1280, height: 1900 });
  await picture(window, 'inbox-numbers-queues');
  expect(await faultsInBothThemes(window, 'numbers')).toEqual([]);
  // What 1280 × 720 shows at 200 %.
  await window.setViewportSize({ width: 640, height: 360 });
  await gates.scrollIntoViewIfNeeded();
  expect(await overflow(window)).toBeLessThanOrEqual(0);
  await picture(window, 'zoom-inbox-numbers');
  await inbox(window).open();
  await expect(inbox(window).entries.first()).toBeVisible();
  expect(await overflow(window)).toBeLessThanOrEqual(0);
  await picture(window, 'zoom-inbox');
  await window.keyboard.press('j');
  await card(window, /^Pay order/).approve.scrollIntoViewIfNeeded();
  await expect(card(window, /^Pay order/).approve).toBeInViewport({ ratio: 1 });
  expect(await overflow(window)).toBeLessThanOrEqual(0);
  await picture(window, 'zoom-inbox-card');
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.goto(`${host.url}/inbox?view=numbers`);
  await window.getByLabel('Period').selectOption('90');
  await gates.getByRole('link', { name: /^Change how much it matters/ }).click();
  await expect(window).toHaveURL(/payments\/edit\?step=ask/);
});

test('an inbox that may not be read, and numbers while the host is gone, say so and what to press', async ({
  host,
  window,
}) => {
  await ask(host.client, 'letter', { title: 'Send the letter' });
  await window.route('**/api/v1/inbox', (route) =>
    route.fulfill({
      status: 403,
      json: {
        error: { code: 'forbidden', message: 'This key may not read the inbox.', fix: 'Ask the owner.' },
      },
    }),
  );
  await inbox(window).open();
  await expect(window.getByRole('heading', { name: 'The inbox could not be loaded' })).toBeVisible();
  await expect(window.getByRole('alert')).toContainText('This key may not read the inbox.');
  expect(await faultsInBothThemes(window, 'an inbox that may not be read')).toEqual([]);
  await picture(window, 'inbox-failing');
  await window.unroute('**/api/v1/inbox');
  await window.getByRole('button', { name: 'Try again' }).click();
  await expect(card(window, 'Send the letter').approve).toBeVisible();

  await host.stop();
  await inbox(window).view('Numbers').click();
  await expect(window.getByRole('heading', { name: 'The numbers could not be computed' })).toBeVisible({
    timeout: 20_000,
  });
  await picture(window, 'inbox-numbers-failing');
});
