import { readFileSync } from 'node:fs';
import {
  contentApproval,
  bindContentApproval,
  importContentApproval,
  runReaches,
} from './support/examples.ts';
import { firstStart } from './support/first-start.ts';
import { flows } from './support/flows.ts';
import { importPage } from './support/import.ts';
import { picture } from './support/pictures.ts';
import { shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';

const greeting = `countersign: 1
id: greeting
name: Greeting
description: Greets somebody by name.
inputs:
  who: { type: string, required: true, label: Who is greeted }
  times: { type: number, min: 1, max: 3 }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  greet: { kind: set, name: Write the greeting, config: { values: { text: 'Hello {{ trigger.input.who }}' } } }
  done: { kind: end, name: Greeted, config: { message: 'Hello {{ trigger.input.who }}' } }
edges:
  - start -> greet
  - greet -> done
`;

test('an empty home begins with the first start and shows nothing that leads nowhere', async ({ window }) => {
  const start = firstStart(window);
  await expect(start.heading).toBeVisible();
  await expect(start.tryAnApproval).toBeVisible();
  await expect(start.openFile).toBeVisible();
  await expect(shell(window).rail).toHaveCount(0);
  await picture(window, 'first-start');
});

test('a file with a mistake is refused with its line, its column and the fix, and nothing is imported', async ({
  window,
  host,
}) => {
  const start = firstStart(window);
  const broken = contentApproval.replace('kind: approval', 'kind: aproval');
  await start.pick({ name: 'broken.flow.yaml', text: broken.replace('edges:', 'edgs:') });
  const refusal = flows(window).part('“broken.flow.yaml” cannot be opened');
  await expect(refusal).toContainText(/line \d+, column \d+/);
  await expect(refusal).toContainText('edges');
  await picture(window, 'file-refused');
  expect((await host.client('flows.list', {})).items).toEqual([]);
});

test('a file that is opened becomes a draft with its problems, and the name is kept', async ({
  window,
  host,
}) => {
  const start = firstStart(window);
  await start.name.fill('Mara');
  const greet = greeting.split('\n').find((line) => line.includes('greet: {')) ?? '';
  const half = greeting.replace(greet, '  greet: { kind: http, name: Write the greeting }');
  await start.pick({ name: 'half.flow.yaml', text: half });
  await expect(flows(window).part('Problems in the flow')).toContainText('Write the greeting');
  await importPage(window).press('Import');
  await expect(window.getByRole('button', { name: 'Run draft of Greeting' })).toBeDisabled();
  await window.goto(`${host.url}/flows/greeting`);
  await expect(flows(window).part('Problems in the draft')).toContainText('Write the greeting');
  expect((await host.client('workspace.get', {})).people[0]?.name).toBe('Mara');
  await picture(window, 'flow-with-problems');
});

test('a form made from the inputs runs the draft and refuses what does not fit', async ({ window, host }) => {
  await host.client('flows.import', { text: greeting });
  await window.goto(`${host.url}/flows/greeting`);
  await flows(window).runDraft('Greeting');
  await flows(window).press('Run draft');
  await expect(flows(window).dialog).toContainText('Fill this in.');
  await window.getByLabel('Who is greeted').fill('Ada');
  await window.getByLabel('Times').fill('7');
  await flows(window).press('Run draft');
  await expect(flows(window).dialog).toContainText(/most 3|at most|between/i);
  await window.getByLabel('Times').fill('2');
  await picture(window, 'run-dialog');
  await flows(window).press('Run draft');
  await window.waitForURL(/\/runs\//);
  const id = window.url().split('/runs/')[1] ?? '';
  await runReaches(host.client, id, 'succeeded');
  const run = await host.client('runs.get', { id });
  expect(run.trigger.payload).toMatchObject({ input: { who: 'Ada', times: 2 } });
});

test('what a webhook would bring is edited as JSON and starts with what came last', async ({
  window,
  host,
}) => {
  const id = await importContentApproval(host.client);
  await host.client('runs.start', {
    id,
    target: 'draft',
    input: { post: { current: { slug: 'x', title: 'From before' } } },
  });
  await window.goto(`${host.url}/flows/${id}`);
  await flows(window).runDraft('Content approval');
  const body = window.getByLabel('What arrives');
  await expect(body).toHaveValue(/From before/);
  await body.fill('{ "post": ');
  await expect(flows(window).dialog).toContainText('This is not JSON yet.');
  await expect(flows(window).dialog.getByRole('button', { name: 'Run draft', exact: true })).toBeDisabled();
});

test('a release is numbered, goes live, is listed with its note and can be taken offline', async ({
  window,
  host,
}) => {
  const id = await importContentApproval(host.client);
  await bindContentApproval(host.client);
  await window.goto(`${host.url}/flows/${id}`);
  const screen = flows(window);
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(screen.dialog).toContainText('The first version');
  await window.getByRole('textbox', { name: 'Note' }).fill('For the editors');
  await picture(window, 'release-dialog');
  await screen.press('Release v1 and go live');
  await expect(window.getByText('Live v1', { exact: true })).toBeVisible();
  await expect(screen.part('Versions')).toContainText('For the editors');

  await host.client('flows.import', {
    text: contentApproval.replace('timeout: 24h', 'timeout: 12h'),
    replace: true,
  });
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(screen.dialog).toContainText('24h → 12h');
  await screen.press('Release v2 only');
  await expect(screen.part('Versions')).toContainText('v2');
  await expect(window.getByText('Live v1')).toBeVisible();

  await screen.menu('Content approval', 'Go live with v2');
  await screen.press('Go live with v2');
  await expect(window.getByText('Live v2', { exact: true })).toBeVisible();
  await picture(window, 'flow');
  await screen.menu('Content approval', /Take offline/);
  await screen.press('Take offline');
  await expect(window.getByText('Not live', { exact: true })).toBeVisible();
  expect((await host.client('flows.get', { id })).live).toBeNull();
});

test('an older version is compared with the draft and becomes the draft again', async ({ window, host }) => {
  const id = await importContentApproval(host.client);
  await host.client('flows.release', { id, notes: 'First' });
  await host.client('flows.import', {
    text: contentApproval.replace('timeout: 24h', 'timeout: 12h'),
    replace: true,
  });
  await window.goto(`${host.url}/flows/${id}`);
  const screen = flows(window);
  await screen.menu('v1', 'Compare with the draft');
  const compared = screen.part('From v1 to the draft');
  await expect(compared).toContainText('24h → 12h');
  await window.getByRole('button', { name: 'The file, line by line' }).click();
  await expect(compared).toContainText('1 removed, 1 added');
  await picture(window, 'versions-compared');
  await window.goto(`${host.url}/flows/${id}`);
  await screen.menu('v1', /Restore as draft/);
  await screen.press('Restore v1');
  await expect.poll(async () => (await host.client('flows.get', { id })).text).toContain('timeout: 24h');
});

test('an exported release is the file the API gives, byte for byte', async ({ window, host }) => {
  const id = await importContentApproval(host.client);
  await host.client('flows.release', { id, notes: 'First' });
  await host.client('flows.setLive', { id, version: 1 });
  await window.goto(`${host.url}/flows`);
  const download = window.waitForEvent('download');
  await flows(window).menu('Content approval', 'Export live v1');
  const file = await download;
  expect(file.suggestedFilename()).toBe('content-approval.flow.yaml');
  expect(readFileSync(await file.path(), 'utf8')).toBe(
    (await host.client('flows.export', { id, from: 'live' })).text,
  );
});

test('a deleted flow leaves every open window at once and its runs stay', async ({
  window,
  secondWindow,
  host,
}) => {
  await host.client('flows.import', { text: greeting });
  await host.client('flows.import', { text: contentApproval });
  const { id: run } = await host.client('runs.start', {
    id: 'greeting',
    target: 'draft',
    input: { who: 'Ada' },
  });
  await runReaches(host.client, run, 'succeeded');
  await window.goto(`${host.url}/flows`);
  await secondWindow.goto(`${host.url}/flows`);
  await expect(flows(secondWindow).row('Greeting')).toBeVisible();
  await picture(window, 'flows');
  await flows(window).menu('Greeting', /Delete/);
  await flows(window).press('Delete flow');
  await expect(flows(window).row('Greeting')).toHaveCount(0);
  await expect(flows(secondWindow).row('Greeting')).toHaveCount(0);
  expect((await host.client('runs.get', { id: run })).status).toBe('succeeded');
});

test('the palette finds a flow by a part of its name, and a run by what is in it', async ({
  window,
  host,
}) => {
  await host.client('flows.import', { text: greeting });
  const { id: run } = await host.client('runs.start', {
    id: 'greeting',
    target: 'draft',
    input: { who: 'Zenobia' },
  });
  await runReaches(host.client, run, 'succeeded');
  await window.goto(`${host.url}/flows`);
  await shell(window).find('greet');
  await picture(window, 'palette');
  await window.keyboard.press('Enter');
  await window.waitForURL(/\/flows\/greeting$/);
  await shell(window).find('Zenobia');
  await window.getByRole('dialog').getByText('Greeting, succeeded').click();
  await window.waitForURL(new RegExp(`/runs/${run}$`));
});

test('a window that lost its host says so calmly and is up to date when the host is back', async ({
  window,
  host,
}) => {
  await host.client('flows.import', { text: greeting });
  await window.goto(`${host.url}/flows`);
  await expect(flows(window).row('Greeting')).toBeVisible();
  await host.stop();
  await expect(window.getByText('Reconnecting…')).toBeVisible();
  await expect(flows(window).row('Greeting')).toBeVisible();
  await host.restart();
  await host.client('flows.import', { text: contentApproval });
  await expect(window.getByText('Reconnecting…')).toHaveCount(0, { timeout: 20_000 });
  await expect(flows(window).row('Content approval')).toBeVisible();
});

test('somebody without a session is told how to get one', async ({ host, page }) => {
  await page.goto(`${host.url}/flows`);
  await expect(page.getByText('You are not signed in here')).toBeVisible();
  await picture(page, 'signed-out');
});

test('people and groups are kept, and a colour theme stays over a reload', async ({ window, host }) => {
  await window.goto(`${host.url}/settings`);
  await window.getByRole('button', { name: 'Add a person' }).click();
  await window.getByPlaceholder('Name').last().fill('Mara Öztürk');
  await window.getByRole('button', { name: 'Add a group' }).click();
  await window.getByPlaceholder('editors').fill('editors');
  await window.getByRole('combobox', { name: 'People in editors' }).fill('Mara Öztürk');
  await window.keyboard.press('Enter');
  await window.getByRole('button', { name: 'Save people and groups' }).click();
  await expect
    .poll(async () => (await host.client('workspace.get', {})).pools)
    .toEqual({ editors: ['mara-ozturk'] });
  await window.getByText('Dark', { exact: true }).click();
  await window.reload();
  await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
