import { card } from './support/card.ts';
import type { Client } from '../../shared/api/client.ts';
import { editor } from './support/editor.ts';
import { firstStart } from './support/first-start.ts';
import { flows } from './support/flows.ts';
import { panel } from './support/panel.ts';
import { person } from './support/person.ts';
import { releases } from './support/releases.ts';
import { run } from './support/runs.ts';
import { runOnCanvas } from './support/run-on-canvas.ts';
import { templates } from './support/templates.ts';
import { expect, test } from './support/test.ts';

const flow = 'publish-a-post';

test('Q-01: a content approval is drawn from a blank canvas in at most 60 actions without a formula, tried, released, changed and rolled back', async ({
  window,
  host,
}) => {
  test.setTimeout(240_000);
  await window.setViewportSize({ width: 1440, height: 900 });
  await firstStart(window).heading.waitFor();
  const me = person(window);
  const screen = editor(window);
  const form = panel(window);
  const pick = async (field: string, value: RegExp) => {
    await me.press(
      `Insert value: ${field}`,
      form.root.getByRole('button', { name: `Insert value: ${field}` }),
    );
    await me.press(String(value), form.values.getByRole('option', { name: value }).first());
  };
  const next = async (step: string, port: string, words: string) => {
    await me.press(`what comes after ${step} (${port})`, screen.wayOut(step, port));
    await me.type(words);
    await me.key('Enter');
  };

  await me.press('Draw a flow', window.getByRole('button', { name: /Draw a flow/ }));
  await me.type('Publish a post');
  await me.key('Enter');
  await me.press('the start', screen.step('start'));
  await me.press('Add a field', form.root.getByRole('button', { name: 'Add a field' }));
  await me.type('Title');
  await me.press('Add a field', form.root.getByRole('button', { name: 'Add a field' }));
  await me.type('Text');

  await next('start', 'done', 'model');
  await me.press('What you ask', form.field('What you ask'));
  await me.type('Write a calm post for our readers from this: ');
  await pick('What you ask', /Text/);

  await next('ask_a_model', 'done', 'approval');
  await me.press('Title', form.field('Title'));
  await me.type('Publish ');
  await pick('Title', /Title/);
  await me.press('before and after', form.root.getByRole('button', { name: 'Show before and after' }));
  await pick('Before', /Text/);
  await me.press('Groups', form.root.getByRole('combobox', { name: 'Groups' }));
  await me.type('editors');
  await me.key('Enter');
  await me.press('Everybody may', form.root.getByLabel(/Everybody may/));
  await me.press('Deadline', form.root.getByRole('switch', { name: 'Waits for ever' }));

  // What the editor wants changed goes back to the model, with the notes.
  await me.drag('changes to the model', screen.wayOut('approval', 'changes'), screen.step('ask_a_model'));
  await me.press('the model', screen.step('ask_a_model'));
  await me.press('What you ask', form.field('What you ask'));
  await me.key('Control+End');
  await me.type(' What the editor wants changed: ');
  await pick('What you ask', /Comment/);

  // Nobody answered: the chief editor is asked the same.
  await next('approval', 'timeout', 'approval');
  await me.press('Groups', form.root.getByRole('combobox', { name: 'Groups' }));
  await me.type('chief-editors');
  await me.key('Enter');
  await me.press('Everybody may', form.root.getByLabel(/Everybody may/));

  await next('approval', 'approved', 'web');
  await me.press('Method', form.root.getByRole('combobox', { name: 'Method' }));
  await me.press('POST', window.getByRole('option', { name: 'POST' }));
  await me.press('Path', form.field('Path'));
  await me.type('/posts');
  await pick('Body', /Answer/);
  await me.drag('chief approved', screen.wayOut('approval_2', 'approved'), screen.step('web_request'));
  expect(me.did.length, me.did.join('\n')).toBeLessThanOrEqual(60);
  for (const text of me.typed) expect(text).not.toMatch(/\{\{|trigger\.|steps\./);

  // It runs as practice at once, is decided beside the canvas, and ends.
  const onCanvas = runOnCanvas(window);
  await flows(window).runDraft('Publish a post');
  await window.getByRole('textbox', { name: 'Title' }).fill('Tides');
  await window.getByRole('textbox', { name: 'Text' }).fill('The sea rises twice a day.');
  await onCanvas.start();
  await expect(onCanvas.standing).toContainText(/^Waiting for editors/);
  await onCanvas.button('Decide…').click();
  const asked = card(window, /^Publish Tides/);
  await asked.evidence('Change').click();
  await asked.approve.click();
  await expect(onCanvas.standing).toContainText(/^Succeeded after/);

  // Released as it was tried, changed, told apart, and rolled back.
  await connect(host.client);
  const release = releases(window);
  await window.getByRole('button', { name: 'Release…' }).click();
  const tried = release.part('Tried in draft (this exact content)');
  await expect(tried.getByRole('link', { name: /^approved: open the run/ })).toBeVisible();
  await release.press('Release v1 and go live');
  await expect.poll(async () => (await host.client('flows.get', { id: flow })).live).toBe(1);

  await form.open('approval');
  await form.type('Title', ' for all readers');
  await screen.saved();
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(release.part('Changed since live v1')).toContainText('for all readers');
  await release.press('Release v2 and go live');
  await expect.poll(async () => (await host.client('flows.get', { id: flow })).live).toBe(2);

  await window.goto(`${host.url}/flows/${flow}`);
  await release.menu(1, 'Roll back to v1…');
  await release.press('Roll back to v1');
  await expect.poll(async () => (await host.client('flows.get', { id: flow })).live).toBe(1);
});

/** What the flow needs before it can go live. */
async function connect(client: Client): Promise<void> {
  const kinds = [
    {
      name: 'blog',
      kind: 'http',
      settings: { baseUrl: 'https://cms.example' },
      secrets: {},
      slot: 'service',
    },
    {
      name: 'small-model',
      kind: 'llm',
      settings: { baseUrl: 'https://model.example/v1', model: 'small' },
      secrets: { apiKey: 'not-a-real-key' },
      slot: 'model',
    },
  ] as const;
  for (const { slot, ...connection } of kinds) {
    await client('connections.create', connection);
    await client('connections.bind', { id: flow, slot, name: connection.name });
  }
}

test(
  'Q-12: reminder, escalation and auto-decline are seen by jumping, in under 30 seconds',
  { tag: '@measured' },
  async ({ window, host }) => {
    await window.goto(`${host.url}/flows`);
    const { practice, standing, story } = run(window);
    await templates(window).tryNow('Decide in time');
    const from = Date.now();
    await expect(practice.jump).toHaveText(/the reminder, in 1 h$/);
    await practice.jump.click();
    await expect(practice.jump).toHaveText(/backup leads are asked, in 1 h$/);
    await practice.jump.click();
    await expect(practice.jump).toHaveText(/the time limit, in 2 h$/);
    await practice.jump.click();
    await expect(standing).toContainText('declined after 4 h');
    expect(Date.now() - from).toBeLessThan(30_000);
    for (const rung of ['were reminded', 'so backup leads were asked as well', 'which counts as declined'])
      await expect(story).toContainText(rung);
  },
);
