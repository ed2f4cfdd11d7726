import { AxeBuilder } from '@axe-core/playwright';
import { editor } from './support/editor.ts';
import { firstStart } from './support/first-start.ts';
import { picture, schemes } from './support/pictures.ts';
import { shell } from './support/shell.ts';
import { templates } from './support/templates.ts';
import { expect, test } from './support/test.ts';

const decideButton = { name: /^Approve/ };

test('from an empty home a template runs to its card in two presses, without a key or a network', async ({
  window,
  host,
}) => {
  await window.getByRole('button', { name: 'Draw a flow' }).click();
  await templates(window).tryNow('Publish an article');
  await expect(window.getByRole('heading', { name: /Publish “Why tides come twice a day”/ })).toBeVisible();
  await expect(window.getByText('Practice', { exact: true }).first()).toBeVisible();
  await window.getByRole('button', decideButton).first().click();
  await expect
    .poll(async () => (await host.client('runs.list', {})).items.map(({ status }) => status))
    .toEqual(['succeeded']);

  // Trying again begins a run of the same untouched draft instead of one more flow.
  await window.goto(`${host.url}/flows`);
  await templates(window).tryNow('Publish an article');
  await expect(window.getByRole('button', decideButton).first()).toBeVisible();
  expect((await host.client('flows.list', {})).items.map(({ id }) => id)).toEqual(['content-publish']);
  expect((await host.client('runs.list', {})).items).toHaveLength(2);
});

test('templates stand by need on the page of flows, and each opens on the canvas', async ({
  window,
  host,
}) => {
  await expect(firstStart(window).heading).toBeVisible();
  await window.goto(`${host.url}/flows`);
  const { gallery, card, need, use } = templates(window);
  await expect(gallery.getByRole('article')).toHaveCount(8);
  await expect(need('Mail').getByRole('article')).toHaveCount(2);
  await expect(card('Task for a coding agent')).toContainText('runs a command on 1 server');
  await picture(window, 'templates');
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  }
  const words = await window.locator('body').innerText();
  expect(words).not.toMatch(
    /\b(?:slots?|ports?|quorums?|misfires?|visits?|effects?|expressions?|submit|ok)\b/i,
  );

  await use('Complaint, reply and refund');
  await expect(editor(window).step('refund_decision')).toBeVisible();
  await expect(window.getByRole('button', { name: 'No problems' })).toBeVisible();
  await picture(window, 'template-on-canvas');
});

test('templates that cannot be loaded say so and are asked for again', async ({ window, host }) => {
  await window.route('**/api/v1/templates', (route) =>
    route.fulfill({ status: 500, json: { error: { code: 'internal', message: 'The disk is gone.' } } }),
  );
  await window.goto(`${host.url}/flows`);
  const { gallery } = templates(window);
  await expect(gallery.getByRole('alert')).toContainText('The templates could not be loaded');
  await window.unroute('**/api/v1/templates');
  await gallery.getByRole('button', { name: 'Try again' }).click();
  await expect(gallery.getByRole('article')).toHaveCount(8);
});

test('a template is put into an open flow by the keyboard, and one undo takes it out', async ({
  window,
  host,
}) => {
  await host.client('templates.use', { id: 'customer-mail', name: 'Ours' });
  const { canvas, step, saved, open } = editor(window);
  await open(`${host.url}/flows/ours/edit`);
  const before = (await host.client('flows.get', { id: 'ours' })).text;
  await step('write').click();
  await window.keyboard.press('t');
  const { dialog, choose } = templates(window);
  await expect(dialog).toContainText('One undo takes them out again');
  await picture(window, 'insert-template');
  await choose('Mail to a customer');
  await expect(step('write_2')).toBeVisible();
  await expect(canvas.locator('.react-flow__node')).toHaveCount(28);
  await saved();
  const inserted = await host.client('flows.get', { id: 'ours' });
  expect(inserted.problems).toEqual([]);
  expect(inserted.drawing.notes).toHaveLength(8);
  expect(JSON.stringify(inserted.drawing.nodes['review_2'])).toContain('steps.write_2.subject');
  await window.keyboard.press('Control+z');
  await expect(step('write_2')).toHaveCount(0);
  await expect.poll(async () => (await host.client('flows.get', { id: 'ours' })).text).toBe(before);
});

test('the palette begins with a template', async ({ window, host }) => {
  await window.goto(`${host.url}/runs`);
  await shell(window).find('complaint');
  await window.getByRole('dialog').getByText('Complaint, reply and refund').click();
  await expect(window).toHaveURL(/\/flows\/complaint\/edit$/);
});
