import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startHost } from '../support/host-process.ts';
import { startAskingHost, wordOf } from '../support/known-hosts.ts';
import { newHome, openBrowser, startDesktop, until } from './support/desktop.ts';

vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** In each theme: nothing that axe finds, nothing wider than the window, and a picture where they are wanted. */
async function looksRight(page: Page, name: string, place: string): Promise<void> {
  const folder = process.env['PICTURES'];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).include(place).analyze();
    expect([name, colorScheme, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([
      name,
      colorScheme,
      [],
    ]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    if (folder === undefined) continue;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

test('the window joins a host elsewhere, shows it unmistakably, decides a card there, outlives it and comes back', async () => {
  const host = await startAskingHost();
  const { body } = await host.api('POST', '/invitations', { role: 'approver', person: 'anna' });
  const desktop = await startDesktop(newHome(), { browser });
  await desktop.call('flows.import', {
    text: 'countersign: 1\nid: mine\nname: Mine\nnodes: {}\nedges: []\n',
  });
  const { page, foreign } = await desktop.real();
  const go = async (path: string) => {
    await page.evaluate(
      `history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  };
  const part = page.getByRole('region', { name: 'Hosts', exact: true });

  // Joined by what was pasted, after it said where it leads.
  await go('/settings');
  await part.getByRole('button', { name: 'Add a host…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Invitation', { exact: true }).fill('countersign-invite:nonsense');
  await dialog.getByText('This is not an invitation').waitFor();
  await dialog.getByLabel('Invitation', { exact: true }).fill(wordOf(body['invitation']));
  await dialog.getByText(`at ${host.url}, as anna (approver)`).waitFor();
  await looksRight(page, 'hosts-join', '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Join' }).click();
  await part.getByText('Connected, nothing waits for you').waitFor();

  // A card there pops up while the window shows this computer; the press brings the window to it, on that host.
  const run = await host.ask('Tides');
  const { notifications } = desktop.double;
  const asked = await until(
    async () => notifications.find(({ title }) => title.includes('Tides')),
    'a message',
  );
  expect(asked.title).toMatch(/^On .+: Publish Tides$/);
  await part.getByText('Connected, 1 waiting for you').waitFor();
  expect((await desktop.call('approvals.list', {})).items).toEqual([]);
  asked.press();
  await page.waitForURL(
    (url) => url.hostname.startsWith('host-') && url.pathname === `/inbox/${run}.review.1`,
  );
  await page.getByRole('button', { name: /^On .+: choose a host$/ }).waitFor();
  await until(async () => / · Countersign on .+$/.test(await page.title()), 'the title says where it is');
  await looksRight(page, 'hosts-elsewhere', 'nav');
  await page.getByRole('button', { name: /^Approve/ }).click();
  const decided = await until(async () => {
    const found = (await host.api('GET', `/approvals/${run}.review.1`)).body;
    return found['status'] === 'approved' && found;
  }, 'the card is decided there');
  expect(decided['decision']).toMatchObject({ by: 'anna', via: 'window' });
  await until(async () => !asked.isOpen, 'the message goes');

  // That host dies: the window says so, this computer goes on, and the way back to it is a press.
  await host.kill();
  await page.getByText('Reconnecting…').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: /cannot be shown$/ }).waitFor();
  await looksRight(page, 'hosts-lost', 'main');
  await page.getByRole('button', { name: 'Show this computer' }).click();
  await page.waitForURL((url) => url.hostname.startsWith('window.'));
  await page.getByRole('button', { name: 'This computer: choose a host' }).waitFor();
  await go('/flows');
  await page.getByRole('link', { name: 'Mine' }).waitFor();
  await go('/settings');
  await part.getByRole('alert').filter({ hasText: 'nothing listens there' }).waitFor();
  await looksRight(page, 'hosts-unreachable', '[aria-label="Hosts"]');

  const again = await startHost(host.home, {}, Number(new URL(host.url).port));
  onTestFinished(() => again.kill());
  await part.getByRole('button', { name: /^Try again: / }).click();
  await part.getByText('Connected, nothing waits for you').waitFor();
  await page.getByRole('button', { name: 'This computer: choose a host' }).click();
  await page.getByRole('menuitem').nth(1).click();
  await page.waitForURL((url) => url.hostname.startsWith('host-'));
  await go('/flows');
  await page.getByRole('link', { name: 'Asking' }).waitFor();
  expect(await page.getByRole('link', { name: 'Mine' }).count()).toBe(0);
  expect(foreign).toEqual([]);
});

test('on a home that a headless host has open the window shows that host, and follows it through a restart', async () => {
  const host = await startAskingHost();
  const desktop = await startDesktop(host.home, { browser });
  const { page } = await desktop.real();
  expect(desktop.double.seen.errors).toEqual([]);
  expect((await desktop.call('flows.list', {})).items.map(({ id }) => id)).toEqual(['asking']);
  expect(await desktop.call('session.get', {})).toMatchObject({ role: 'owner' });
  expect((await desktop.call('desktop.hosts', {})).unavailable).toContain('already runs for this home');
  await page.getByRole('link', { name: 'Flows' }).waitFor();
  await host.kill();
  await until(async () => {
    const lost = await desktop.call('flows.list', {}).catch((error: Error) => error.message);
    return typeof lost === 'string' && lost.includes('does not run');
  }, 'it is missed');
  const again = await startHost(host.home);
  onTestFinished(() => again.kill());
  await until(
    async () => (await desktop.call('flows.list', {})).items.length === 1,
    'it is found where it is now',
  );
});
