import { AxeBuilder } from '@axe-core/playwright';
import { startHttpServer } from '../support/http-server.ts';
import { card } from './support/card.ts';
import { editor } from './support/editor.ts';
import { article, importContentApproval } from './support/examples.ts';
import { flows } from './support/flows.ts';
import { picture, schemes } from './support/pictures.ts';
import { runOnCanvas } from './support/run-on-canvas.ts';
import { expect, test } from './support/test.ts';

test('a draft is run, seen, decided and ended without leaving the canvas', async ({ window, host }) => {
  await importContentApproval(host.client);
  const screen = editor(window);
  const run = runOnCanvas(window);
  await screen.open(`${host.url}/flows/content-approval/edit`);
  await flows(window).runDraft('Content approval');
  await expect(run.told).toContainText('Practice: nothing outside is changed.');
  await expect(run.told).toContainText('Answered from examples');
  await expect(run.told.getByRole('button', { name: /^Publish/ })).toContainText('POST to cms');
  await picture(window, 'run-draft');
  await run.body.fill(JSON.stringify(article));
  await run.start();

  await expect(run.standing).toContainText(/^Waiting for editors since \d\d:\d\d/);
  await expect(screen.step('review')).toContainText('Needs a decision');
  await expect(run.button(/^Jump to the next deadline ?: the reminder/)).toBeVisible();
  await expect(screen.step('write')).toContainText('Done · practice');
  await expect(run.lit).toHaveCount(4);
  await expect(run.quiet.first()).toBeAttached();
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }
  await picture(window, 'editor-run');

  // Opened again, nothing is lit until somebody asks for the run that still waits.
  await window.reload();
  await expect(run.standing).toHaveText('A practice run is waiting.');
  await expect(run.lit).toHaveCount(0);
  await run.button('Show it').click();
  await expect(run.lit).toHaveCount(4);

  await run.button('Decide…').click();
  const asked = card(window, /^Publish/);
  await expect(run.sheet).toBeFocused();
  await picture(window, 'editor-decide');
  await asked.evidence('Change').click();
  await asked.approve.click();
  await expect(run.standing).toContainText(/^Succeeded after/);
  await expect(run.sheet).toBeHidden();
  await window.keyboard.press('f');
  await expect(screen.step('publish')).toContainText('Done · practice');
  await expect(screen.step('no_answer')).toContainText('Not reached');
  await expect(screen.step('published_end')).toContainText('Done');

  await screen.step('publish').click();
  await expect(run.result).toContainText('Last run: Answered 201');
});

const posting = (url: string): string => `countersign: 1
id: posting
name: A request that is refused
inputs:
  amount: { type: number, required: true }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  send: { kind: http, name: Send it, config: { method: POST, url: '${url}/pay', body: { amount: '{{ trigger.input.amount }}' } } }
  sent: { kind: end, name: Sent }
edges:
  - start -> send
  - send -> sent
layout:
  start: [0, 0]
  send: [300, 0]
  sent: [600, 0]
`;

test('what really happens is told first, a failure is told on the canvas, and what was typed is kept', async ({
  window,
  host,
}) => {
  const far = await startHttpServer();
  far.script({ do: 'answer', status: 400, json: { error: 'The account is closed' } });
  await host.client('flows.import', { text: posting(far.url) });
  const screen = editor(window);
  const run = runOnCanvas(window);
  await screen.open(`${host.url}/flows/posting/edit`);
  const ask = (): Promise<void> => flows(window).runDraft('A request that is refused');

  await ask();
  await expect(run.told).toContainText('Really happens: it writes to 1 system');
  await run.told.getByRole('button', { name: /^Send it/ }).click();
  await expect(run.dialog).toBeHidden();
  await expect(screen.chosen).toHaveAttribute('data-id', 'send');
  expect(far.requests).toEqual([]);

  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+Enter');
  const amount = run.dialog.getByLabel('Amount');
  await expect(amount).toBeFocused();
  await run.start();
  await expect(amount).toBeFocused();
  await expect(run.dialog).toContainText('Fill this in.');
  await amount.fill('12');
  await window.keyboard.press('Enter');

  await expect(run.standing).toContainText(/^Failed after/);
  expect(far.requests.map(({ body }) => body)).toEqual(['{"amount":12}']);
  await expect(screen.step('send')).toContainText('Failed');
  await expect(screen.step('sent')).toContainText('Not reached');
  await expect(run.result).toContainText('Last run: Failed');
  await expect(run.result.getByRole('alert')).toContainText('400');

  // The drawing may be changed beside it; the run stays what it was.
  await screen.step('sent').click();
  await window.keyboard.press('Delete');
  await expect(run.standing).toContainText('The drawing has changed since this run started.');
  await run.button('Run again…').click();
  await expect(amount).toHaveValue('12');
  await window.keyboard.press('Escape');
  await run.button('Stop showing this run').click();
  await expect(run.strip).toBeHidden();
  await expect(screen.step('send')).not.toContainText('Failed');
  await far.close();
});
