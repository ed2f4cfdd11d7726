import type { Page } from 'playwright/test';
import { card } from './support/card.ts';
import { firstStart } from './support/first-start.ts';
import { picture } from './support/pictures.ts';
import { run } from './support/runs.ts';
import { shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';

const mostClicks = 6;
const mostMs = 90_000;
const title = /How worms make the ground we walk on/;

/** Counts what a hand does: every press of a button or a link. */
async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction('countClick', () => (clicks += 1));
  await page.evaluate(() =>
    document.addEventListener(
      'click',
      () => (globalThis as unknown as { countClick: () => void }).countClick(),
      true,
    ),
  );
  return () => clicks;
}

/** Whatever is asked for anywhere but on this machine. */
function callsElsewhere(page: Page, url: string): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith('data:') && !to.startsWith('blob:')) calls.push(to);
  });
  return calls;
}

test('from an empty home, without a key or a network: the first decision and its story in at most six clicks and 90 seconds', async ({
  host,
  window,
}) => {
  const began = Date.now();
  const clicks = await countClicks(window);
  const elsewhere = callsElsewhere(window, host.url);
  const start = firstStart(window);
  await expect(start.heading).toBeVisible();
  await picture(window, 'first-start');

  await start.name.fill('Mara Lind');
  await start.tryAnApproval.click();
  await expect(run(window).standing).toContainText('Waiting for editors since');
  await picture(window, 'run-waiting');

  await shell(window).link('Inbox').click();
  const proposal = card(window, title);
  await expect(proposal.approve).toBeVisible();
  await expect(proposal.approve).toBeDisabled();
  await picture(window, 'inbox-card');

  await proposal.evidence('Change').click();
  await expect(proposal.approve).toBeEnabled();
  await picture(window, 'inbox-card-change');

  await proposal.approve.click();
  await expect(proposal.root).toContainText('You approved');
  await picture(window, 'inbox-decided');

  await window.getByRole('link', { name: 'See what happened next' }).click();
  await expect(run(window).standing).toContainText('Succeeded');
  await expect(run(window).story).toContainText('Mara Lind approved “An editor decides”.');
  await expect(run(window).sentences.last()).toContainText('The run succeeded');
  await picture(window, 'run-story');

  expect(clicks()).toBeLessThanOrEqual(mostClicks);
  expect(Date.now() - began).toBeLessThan(mostMs);
  expect(elsewhere).toEqual([]);
});

test('the same in three clicks without leaving the run: the story goes on in place', async ({ window }) => {
  const clicks = await countClicks(window);
  await firstStart(window).tryAnApproval.click();
  const proposal = card(window, title);
  await proposal.evidence('Change').click();
  await proposal.approve.click();
  await expect(run(window).sentences.last()).toContainText('The run succeeded');
  await expect(proposal.root).toBeHidden();
  expect(clicks()).toBe(3);
});
