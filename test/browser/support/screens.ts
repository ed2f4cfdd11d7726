import { createServer, type Server } from 'node:http';
import { expect, type Page } from 'playwright/test';
import type { Client } from '../../../shared/api/client.ts';
import { askingFlow, runReaches, startPractice, runLive } from './examples.ts';
import { flows } from './flows.ts';
import { shell } from './shell.ts';

export type Seed = {
  practice: { run: string; card: string };
  live: { run: string; card: string };
  decided: { run: string; card: string };
  failed: string;
  unknown: string;
  stop: () => void;
};

const half = `countersign: 1
id: half-drawn
name: Half drawn
nodes:
  start: { kind: trigger.manual }
  call: { kind: http, name: Call somebody }
  ask: { kind: approval, name: Ask somebody, config: { title: May it go on? } }
edges:
  - start -> call
  - call -> ask
`;

const posting = (id: string, url: string): string => `countersign: 1
id: ${id}
name: ${id === 'failing' ? 'A request that fails' : 'A request that breaks off'}
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  send: { kind: http, name: Send it, config: { method: POST, url: ${url}, body: { amount: 12 } } }
  done: { kind: end, name: Sent }
edges:
  - start -> send
  - send -> done
`;

/** A home in which something of everything has happened. */
export async function seedEverything(client: Client): Promise<Seed> {
  const far = await startFarEnd();
  const practice = await startPractice(client);
  await client('flows.release', { id: 'content-approval', notes: 'First version' });
  await client('flows.import', { text: half });

  await client('connections.create', {
    name: 'mail',
    kind: 'smtp',
    settings: { host: '127.0.0.1', port: '1', security: 'none', from: 'cs@example.com' },
  });
  await client('connections.test', { name: 'mail' });

  const liveRun = await runLive(client, askingFlow('pay-invoice'));
  const decidedRun = await runLive(client, askingFlow('pay-rent', { title: 'Pay the rent' }));
  const live = { run: liveRun, card: await cardOf(client, liveRun) };
  const decided = { run: decidedRun, card: await cardOf(client, decidedRun) };
  await client('approvals.decide', { id: decided.card, decision: 'approved', comment: 'As every month' });
  await runReaches(client, decidedRun, 'succeeded');

  await client('flows.import', { text: posting('failing', `${far.url}/refuses`) });
  await client('flows.import', { text: posting('breaking', `${far.url}/breaks`) });
  const failed = await client('runs.start', { id: 'failing', target: 'draft' });
  await runReaches(client, failed.id, 'failed');
  const unknown = await client('runs.start', { id: 'breaking', target: 'draft' });
  await runReaches(client, unknown.id, 'waiting');
  return { practice, live, decided, failed: failed.id, unknown: unknown.id, stop: () => far.server.close() };
}

async function cardOf(client: Client, run: string): Promise<string> {
  const card = (await client('approvals.list', { run })).items[0];
  if (card === undefined) throw new Error('The run waits without a card.');
  return card.id;
}

/** Refuses one path and hangs up in the middle of the other, so that nobody knows what happened there. */
async function startFarEnd(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.url === '/breaks') return void request.socket.destroy();
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"error":"The account is closed"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address.');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

export type Screen = { name: string; open: (page: Page, seed: Seed, url: string) => Promise<void> };

const at = (
  name: string,
  path: (seed: Seed) => string,
  sign: (page: Page) => ReturnType<Page['getByText']>,
): Screen => ({
  name,
  open: async (page, seed, url) => {
    await page.goto(url + path(seed));
    await expect(sign(page).first()).toBeVisible();
    // Skeletons are gone, so what is looked at is the screen itself.
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  },
});

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name });

/** Every screen of the window with something on it. */
export const screens: Screen[] = [
  at('inbox', () => '/inbox', heading('Inbox')),
  at('card of a draft', ({ practice }) => `/inbox/${practice.card}`, heading(/How worms make/)),
  at('card', ({ live }) => `/inbox/${live.card}`, heading('Pay the invoice')),
  at('card that is decided', ({ decided }) => `/inbox/${decided.card}`, heading('Pay the rent')),
  at('decided cards', () => '/inbox?view=decided', heading('Pay the rent')),
  at('numbers of the inbox', () => '/inbox?view=numbers', heading('By flow')),
  at('flows', () => '/flows', heading('Flows')),
  at('flow', () => '/flows/content-approval', heading('Versions')),
  at('flow with problems', () => '/flows/half-drawn', heading('Problems in the draft')),
  at('flow that is gone', () => '/flows/nowhere', heading('There is no such flow')),
  at('versions', () => '/flows/content-approval/versions', heading('v1')),
  at('runs', () => '/runs', heading('Runs')),
  at(
    'failures',
    () => '/runs?view=failures',
    (page) => page.getByText(/answered 400/),
  ),
  at(
    'stuck runs',
    () => '/runs?view=stuck',
    (page) => page.getByText(/^Nobody knows whether/),
  ),
  at('run that waits', ({ practice }) => `/runs/${practice.run}`, heading(/Content approval/)),
  at('run that succeeded', ({ decided }) => `/runs/${decided.run}`, heading(/Pay the rent/)),
  at('run that failed', ({ failed }) => `/runs/${failed}`, heading(/A request that fails/)),
  at('run in doubt', ({ unknown }) => `/runs/${unknown}`, heading(/A request that breaks off/)),
  at('connections', () => '/connections', heading('Connections')),
  at('connection that is gone', () => '/connections/nowhere', heading('There is no such connection')),
  at('connection', () => '/connections/mail', heading('Does it work?')),
  at(
    'audit',
    () => '/audit',
    (page) => page.getByRole('table', { name: 'Journal' }),
  ),
  at('settings', () => '/settings', heading('This machine')),
  at('nowhere', () => '/nowhere', heading('Nothing is at this address')),
  {
    name: 'run dialog',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows/content-approval`);
      await flows(page).runDraft('Content approval');
      await expect(page.getByLabel('What arrives')).toBeVisible();
    },
  },
  {
    name: 'release dialog',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows/pay-invoice`);
      await page.getByRole('button', { name: 'Release…' }).click();
      await expect(flows(page).dialog).toContainText('Changed since live v1');
    },
  },
  {
    name: 'comparison of versions',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows/content-approval/versions?from=1&to=draft`);
      await expect(page.getByRole('region', { name: 'From v1 to the draft' })).toContainText(
        'Nothing differs.',
      );
    },
  },
  {
    name: 'menu of a flow',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows/content-approval`);
      await page.getByRole('button', { name: 'More for Content approval' }).click();
      await expect(page.getByRole('menuitem', { name: 'Export draft' })).toBeVisible();
    },
  },
  {
    name: 'palette',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows`);
      await shell(page).find('pay');
      await expect(page.getByRole('dialog').getByText('Pay the invoice').first()).toBeVisible();
    },
  },
  {
    name: 'dialog for a new flow',
    open: async (page, _, url) => {
      await page.goto(`${url}/flows`);
      await page.getByRole('button', { name: 'New flow' }).click();
      await expect(page.getByRole('button', { name: /^Try it now: / }).last()).toBeVisible();
    },
  },
  {
    name: 'keys of the inbox',
    open: async (page, _, url) => {
      await page.goto(`${url}/inbox`);
      await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];
