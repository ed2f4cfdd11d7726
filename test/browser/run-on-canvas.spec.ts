import { AxeBuilder } from '@axe-core/playwright';
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
  await run.body.fill(JSON.stringify(article));
  await run.start();

  await expect(run.standing).toContainText(/^Waiting for editors since \d\d:\d\d/);
  await expect(screen.step('review')).toContainText('Needs a decision');
  await expect(screen.step('write')).toContainText('Done · practice');
  await expect(run.lit).toHaveCount(4);
  await expect(run.quiet.first()).toBeAttached();
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }
  await picture(window, 'editor-run');

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

  // What was used is offered again, and a change of the drawing is told beside the run it no longer shows.
  await run.button('Run again…').click();
  await expect(run.body).toHaveValue(/How worms make/);
});
