import { AxeBuilder } from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { createApp, type App } from '../../electron/app.ts';
import { createDirectCall } from '../../electron/transport/direct.ts';
import { createClient, type Client } from '../../shared/api/client.ts';
import { hasDesktop, startDesktopSession, type DesktopSession } from '../support/desktop-session.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { runReaches } from './support/examples.ts';
import { startBrowserHost } from './support/host.ts';
import { inbox } from './support/inbox.ts';
import { picture, schemes } from './support/pictures.ts';
import { expect, test as base } from './support/test.ts';

/** A host on a desktop of its own: what pops up there is shown by dunst. */
const test = base.extend<{
  desktop: DesktopSession;
  /** The same in this process, with a clock that stands still: ten seconds are as long as the test needs them. */
  stopped: { app: App; clock: VirtualClock; client: Client; url: string };
}>({
  desktop: async ({ browserName }, use) => {
    const session = await startDesktopSession(browserName);
    await use(session);
    await session.close();
  },
  host: async ({ browserName, desktop }, use) => {
    process.env['DBUS_SESSION_BUS_ADDRESS'] = desktop.busAddress;
    const host = await startBrowserHost(browserName).finally(
      () => delete process.env['DBUS_SESSION_BUS_ADDRESS'],
    );
    await use(host);
    await host.remove();
  },
  stopped: async ({ desktop }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-stopped-'));
    process.env['DBUS_SESSION_BUS_ADDRESS'] = desktop.busAddress;
    const clock = createVirtualClock(Date.now());
    const app = await createApp({ home, clock }).finally(
      () => delete process.env['DBUS_SESSION_BUS_ADDRESS'],
    );
    const { url } = await app.listen({ port: 0 });
    await app.resume();
    const client = createClient(createDirectCall(app.dispatch, app.owner));
    await use({ app, clock, client, url });
    await app.close();
    rmSync(home, { recursive: true, force: true });
  },
});
test.skip(!hasDesktop, 'Xvfb and dunst are needed');

async function noViolations(window: Page, part: string): Promise<void> {
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).include(part).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
}

test('what was pressed on a message stands on the card with the time left, and is taken back there', async ({
  stopped,
  desktop,
  page,
}) => {
  const { app, clock, client, url } = stopped;
  const shows = (...titles: string[]) =>
    expect
      .poll(async () => {
        await clock.advance(0);
        return desktop.titles();
      })
      .toEqual(titles);
  await page.goto(`${url}/#code=${app.signInCode().code}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await ask(client, 'letter', { title: 'Send the letter' });
  await inbox(page).open();
  const letter = card(page, 'Send the letter');
  await expect(letter.approve).toBeVisible();
  await shows('Send the letter');
  await desktop.press('Approve');
  const held = letter.root.getByRole('status').filter({ hasText: 'from a message' });
  await expect(held).toContainText(/You approved from a message\. Takes effect (in \d+ s|now)\./);
  await shows('Approved: Send the letter');
  await picture(page, 'card-held');
  await noViolations(page, 'article');
  await held.getByRole('button', { name: 'Undo' }).click();
  await expect(held).toBeHidden();
  await shows('Send the letter');

  // Whoever decides on the card does not wait for what is held.
  await desktop.press('Approve');
  await expect(held).toBeVisible();
  await letter.decline.click();
  await expect(letter.root).toContainText('You declined');
  await expect(held).toBeHidden();
  await shows();
});

test('a card opened to be declined asks for the reason, and decides nothing by itself', async ({
  host,
  window,
}) => {
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: { require: { comment: 'on-decline' } },
  });
  await window.goto(`${host.url}/inbox/${id}.ask.1?decide=declined`);
  const letter = card(window, 'Send the letter');
  await expect(letter.comment).toBeFocused();
  await expect(letter.root).toContainText('Say why in a sentence.');
  await expect(window).toHaveURL(`${host.url}/inbox/${id}.ask.1`);
  await letter.comment.fill('The address is old.');
  await letter.decline.click();
  await runReaches(host.client, id, 'declined');
});

test('settings say what messages can do here, and keep the hours in which nothing pops up', async ({
  host,
  window,
}) => {
  await window.goto(`${host.url}/settings`);
  const part = window.getByRole('region', { name: 'Messages', exact: true });
  await expect(part).toContainText('with 10 seconds to undo');
  await expect(part).toContainText('messages here have no field for it');
  await part.getByRole('switch', { name: 'Quiet hours' }).click();
  await expect(part.getByLabel('From')).toHaveValue('22:00');
  await part.getByLabel('From').fill('21:30');
  await part.getByLabel('From').blur();
  await part.getByText('Sat', { exact: true }).click();
  await expect
    .poll(async () => (await host.client('desktop.messages', {})).quiet)
    .toEqual({ from: '21:30', to: '07:00', days: [1, 2, 3, 4, 5, 7] });
  await part.scrollIntoViewIfNeeded();
  await picture(window, 'settings-messages');
  await noViolations(window, 'main');
  await window.reload();
  await expect(part.getByLabel('From')).toHaveValue('21:30');
  await part.getByRole('switch', { name: 'Quiet hours' }).click();
  await expect.poll(async () => (await host.client('desktop.messages', {})).quiet).toBeNull();
});
