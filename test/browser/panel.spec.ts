import type { Page } from 'playwright/test';
import type { JsonObject } from '../../shared/json.ts';
import { faultsInBothThemes } from './support/axe.ts';
import { editor } from './support/editor.ts';
import type { BrowserHost } from './support/host.ts';
import { panel, savedStep } from './support/panel.ts';
import { picture } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

const every = `countersign: 1
id: every
name: Every kind
inputs:
  title: { type: string, required: true, label: Title of the post }
  amount: { type: number, label: Amount }
connections:
  writer: { kind: llm, description: Writes }
  cms: { kind: http }
  vm: { kind: ssh }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  hook: { kind: trigger.webhook, name: Somebody calls, config: { path: calls } }
  plan: { kind: trigger.schedule, name: Every morning, config: { cron: 0 9 * * 1-5, timezone: Europe/Berlin } }
  ask: { kind: llm, name: Summarise, config: { connection: writer, prompt: Summarise } }
  fetch: { kind: http, name: Look it up, config: { connection: cms, path: /posts } }
  job: { kind: ssh, name: Start the job, config: { connection: vm, command: ./run.sh } }
  hold: { kind: wait, name: Wait for the job }
  amounts: { kind: set, name: Work out, config: { values: { total: 12 } } }
  choose: { kind: branch, name: How much, config: { cases: [{ name: large, when: '' }] } }
  review: { kind: approval, name: An editor decides, config: { title: Go on?, timeout: none } }
  tell: { kind: notify, name: Tell them, config: { title: Done } }
  keep: { kind: persist, name: Keep the report, config: { name: report.md, content: '' } }
  pause: { kind: sleep, name: Pause, config: { for: 1h } }
  both: { kind: join, name: Both }
  done: { kind: end, name: Done }
edges:
  - start -> ask
  - hook -> ask
  - plan -> ask
  - ask -> fetch
  - fetch -> job
  - job -> hold
  - hold -> amounts
  - amounts -> choose
  - choose.large -> review
  - choose.else -> keep
  - review.approved -> tell
  - tell -> pause
  - pause -> both
  - keep -> both
  - both -> done
layout:
  start: [0, 0]
  hook: [0, 180]
  plan: [0, 360]
  ask: [300, 0]
  fetch: [300, 180]
  job: [300, 360]
  hold: [300, 540]
  amounts: [600, 0]
  choose: [600, 180]
  review: [600, 360]
  tell: [600, 640]
  keep: [900, 0]
  pause: [900, 180]
  both: [900, 360]
  done: [900, 540]
samples:
  ask: { text: A calm look at tides }
  fetch: { status: 200, headers: {}, body: { post: { title: Tides, first-name: Ada } } }
`;

async function openEvery(window: Page, host: BrowserHost) {
  await host.client('flows.import', { text: every });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/every/edit`);
  const form = panel(window);
  const config = async (step: string): Promise<JsonObject> => {
    await screen.saved();
    return (await savedStep(host.client, 'every', step))?.config ?? {};
  };
  return { screen, form, config };
}

test('a value is picked by its content, by mouse and by keyboard, without typing a brace', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('review');
  await form.field('Title').click();
  await window.keyboard.press('Control+a');
  await window.keyboard.press('Delete');
  await window.keyboard.type('Publish ');
  await form.press('Insert value: Title');
  await window.getByRole('combobox', { name: /Find a value/ }).fill('tides calm');
  await expect(form.values.getByRole('option')).toHaveCount(1);
  await expect(form.values).toContainText('A calm look at tides');
  await picture(window, 'panel-values');
  await window.keyboard.press('Enter');
  await expect(form.field('Title')).toBeFocused();
  await window.keyboard.type(' now');
  expect((await config('review'))['title']).toBe('Publish {{ steps.ask.text }} now');
  await expect(form.field('Title')).toHaveText('Publish Summarise › Answer now');

  // Two braces ask the same question; one key takes the whole chip away again.
  await form.field('To what').click();
  await window.keyboard.type('{{');
  await window.keyboard.type('ada');
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await config('review'))['proposal'])
    .toEqual({
      target: '{{ steps.fetch.body.post["first-name"] }}',
    });
  await window.keyboard.press('Backspace');
  await expect.poll(async () => (await config('review'))['proposal']).toBeUndefined();
});

test('a chip says what it was, gives way to another value, and shows its formula to those who ask', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('ask');
  await form.insert('What you ask', /Title of the post/);
  await form.root.locator('[data-chip]').click();
  const menu = window.getByRole('dialog', { name: 'Value' });
  await expect(menu).toContainText('Title of the post');
  await expect(menu).toContainText('Empty when another way led here');
  await picture(window, 'panel-chip');
  await menu.getByRole('button', { name: 'Formula' }).click();
  await menu.getByLabel('Formula').fill('trigger.input.');
  await expect(menu).toContainText('ends too early');
  await menu.getByLabel('Formula').fill('trigger.input.amount');
  await window.keyboard.press('Escape');
  expect((await config('ask'))['prompt']).toBe('{{ trigger.input.amount }}Summarise');
  await form.press('Show as formula: What you ask');
  await expect(form.field('What you ask')).toHaveText('{{ trigger.input.amount }}Summarise');
});

test('a branch is built from menus, and menu and formula are two views of the same', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('choose');
  await form.press('Value: Large: choose a value');
  await form.values.getByRole('option', { name: /Answer code/ }).click();
  await form.root.getByRole('textbox', { name: 'Compared with: Large' }).fill('199.5');
  await form.press('Add a condition');
  await form.press('Value: Large, 2: choose a value');
  await window.getByRole('combobox', { name: /Find a value/ }).fill('calm');
  await window.keyboard.press('Enter');
  await form.choose('Comparison: Large, 2', 'does not contain');
  await form.root.getByRole('textbox', { name: 'Compared with: Large, 2' }).fill('storm "now"');
  await form.side('any of these');
  const when = 'steps.fetch.status > 199.5 || !contains(steps.ask.text, "storm \\"now\\"")';
  await expect.poll(async () => (await config('choose'))['cases']).toEqual([{ name: 'large', when }]);
  await picture(window, 'panel-branch');
  await form.press('Show as formula');
  await expect(form.field('Formula of Large')).toHaveValue(when);
  await form.field('Formula of Large').fill('steps.fetch.status * 2 > 300');
  await form.press('Show as menus');
  await expect(form.root).toContainText('more than menus can show');
  await window.keyboard.press('Control+z');
  await form.root.getByRole('textbox', { name: 'Name of way 1' }).fill('Quite large');
  await window.keyboard.press('Enter');
  await expect.poll(async () => JSON.stringify((await config('choose'))['cases'])).toContain('quite-large');
  const { drawing } = await host.client('flows.get', { id: 'every' });
  expect(drawing.edges).toContainEqual({ from: 'choose', port: 'quite-large', to: 'review' });
});

test('the approval form says it all: what, what is shown, who decides, and what if nobody does', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('review');
  await form.type('What is done', 'Publish');
  await form.type('How many are affected', 'unknown');
  await form.press('Show something');
  await form.insert('Content of Preview', /A calm look/);
  await form.root.getByLabel('Must be opened before approving').check();
  await form.root.getByRole('combobox', { name: 'Groups' }).fill('Chief editors');
  await window.getByRole('option', { name: 'Add “chief-editors”' }).click();
  await form.root.getByLabel('Whoever asked for it').check();
  await form.field('How many must agree').fill('2');
  await form.root.getByRole('switch', { name: 'Waits for ever' }).click();
  await form.field('Deadline after').fill('16');
  await form.choose('Then', 'it counts as declined');
  await form.press('Add a reminder');
  await form.press('Ask others later');
  await expect(
    form.root.getByRole('img', { name: /reminder after 1 hour, asks others after 8 hours/ }),
  ).toBeVisible();
  await form.press('More');
  await form.press('Add an answer');
  await form.field('Answer 1').fill('Publish to 5 % first');
  await window.keyboard.press('Tab');
  await picture(window, 'panel-approval');
  await expect
    .poll(() => config('review'))
    .toEqual({
      title: 'Go on?',
      proposal: { action: 'Publish', affects: { count: 'unknown' } },
      show: [{ label: 'Preview', kind: 'text', value: '{{ steps.ask.text }}' }],
      assign: { pools: ['chief-editors'], exclude: ['requester'] },
      quorum: 2,
      require: { open: ['Preview'] },
      remind: ['1h'],
      escalate: [{ after: '8h', to: { pools: [] } }],
      timeout: '16h',
      onTimeout: 'decline',
      alternatives: [{ name: 'publish-to-5-first', label: 'Publish to 5 % first' }],
    });
});

test('a request: its method, body as fields or text, good answers; what the other form held is kept', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('fetch');
  await form.choose('Method', 'POST');
  await form.press('Add a header');
  await form.field('Name: field').fill('X-Source');
  await window.keyboard.press('Tab');
  await form.insert('X-Source', /Answer A calm/);
  await form.choose('Form of Body', 'Group of fields');
  await form.root.getByRole('group', { name: 'Body' }).getByRole('button', { name: 'Add a field' }).click();
  await form.type('field', 'Tides');
  await form.choose('Good answers', 'A success, or not there (404)');
  await expect
    .poll(() => config('fetch'))
    .toEqual({
      connection: 'cms',
      path: '/posts',
      method: 'POST',
      headers: { 'X-Source': '{{ steps.ask.text }}' },
      body: { field: 'Tides' },
      success: '2xx,404',
    });
  await form.choose('Form of Body', 'Text or value');
  await expect.poll(async () => (await config('fetch'))['body']).toBe('');
  await form.choose('Form of Body', 'Group of fields');
  await form.side('To a full address');
  await form.type('Address', 'https://example.com');
  await expect
    .poll(() => config('fetch'))
    .toMatchObject({ url: 'https://example.com', body: { field: 'Tides' } });
  expect(Object.keys(await config('fetch'))).not.toContain('connection');
  await form.side('Over a connection');
  await expect.poll(() => config('fetch')).toMatchObject({ connection: 'cms', path: '/posts' });
  await picture(window, 'panel-request');
});

test('a schedule is chosen without a cron line and shows its next five times', async ({ window, host }) => {
  const { form, config } = await openEvery(window, host);
  await form.open('plan');
  await expect(
    form.root.getByRole('list', { name: 'The next five times' }).getByRole('listitem'),
  ).toHaveCount(5);
  await form.root.getByText('Mon', { exact: true }).click();
  await form.root.getByLabel('At', { exact: true }).fill('07:30');
  await expect.poll(async () => (await config('plan'))['cron']).toBe('30 7 * * 2-5');
  await expect(form.root.getByRole('list', { name: 'The next five times' })).not.toContainText('Monday');
  await form.choose('If the computer was off', 'Do not run what was missed');
  await picture(window, 'panel-schedule');
  await form.side('Every …');
  await form.field('Every').fill('15');
  await form.choose('Unit: Every', 'minutes');
  await expect
    .poll(() => config('plan'))
    .toEqual({ every: '15m', timezone: 'Europe/Berlin', misfire: 'skip' });
});

test('the small forms write what they say', async ({ window, host }) => {
  const { form, config } = await openEvery(window, host);
  await form.open('job');
  await form.root.getByRole('switch', { name: 'Start it and go on' }).click();
  await form.side('A script');
  await form.type('Script', 'set -e');
  await window.keyboard.press('Enter');
  await window.keyboard.type('./run.sh');
  await expect
    .poll(() => config('job'))
    .toEqual({ connection: 'vm', script: 'set -e\n./run.sh', detach: true });

  await form.open('hold');
  await form.field('Longest wait').fill('12');
  await form.choose('Also look whether this job has ended', 'Start the job');
  await form.press('Add a field');
  await form.field('Name of Field').fill('Exit code');
  await window.keyboard.press('Enter');
  await form.choose('Type of Exit code', 'Number');
  await expect
    .poll(() => config('hold'))
    .toEqual({
      timeout: '12h',
      poll: { job: 'job' },
      schema: { exit_code: 'number' },
    });

  await form.open('pause');
  await form.side('At a time');
  await form.type('When', '2026-03-01T09:00:00Z');
  await expect.poll(() => config('pause')).toEqual({ until: '2026-03-01T09:00:00Z' });

  await form.open('tell');
  await form.root.getByRole('combobox', { name: 'People' }).fill('ada@example.com');
  await window.getByRole('option', { name: 'Add “ada@example.com”' }).click();
  await form.choose('How it travels', 'To a web service (chat, pager …)');
  await form.choose('Web service', 'cms');
  await expect
    .poll(() => config('tell'))
    .toEqual({
      title: 'Done',
      to: { people: ['ada@example.com'] },
      via: 'webhook',
      connection: 'cms',
    });

  await form.open('both');
  await form.choose('Go on', 'when so many have come');
  await form.field('How many').fill('2');
  await expect.poll(() => config('both')).toEqual({ mode: 'count', count: 2 });

  await form.open('done');
  await form.choose('The run ends as', 'Declined');
  await form.insert('Message', /A calm look/);
  await expect
    .poll(() => config('done'))
    .toEqual({
      outcome: 'declined',
      message: '{{ steps.ask.text }}',
    });

  await form.open('hook');
  await form.choose('Who may call it', 'Whoever signs with the secret');
  await expect.poll(() => config('hook')).toEqual({ path: 'calls', auth: 'hmac' });

  await form.open('keep');
  await form.insert('What it holds', /A calm look/);
  await expect.poll(() => config('keep')).toEqual({ name: 'report.md', content: '{{ steps.ask.text }}' });
});

test('what is filled in at the start is drawn as fields, and a new name is followed by what reads it', async ({
  window,
  host,
}) => {
  const { form, screen, config } = await openEvery(window, host);
  await form.open('ask');
  await form.insert('What you ask', /Title of the post/);
  await form.open('start');
  await form.field('Name of Title of the post').fill('Headline');
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await config('ask'))['prompt'])
    .toBe('{{ default(trigger.input.headline, "") }}Summarise');
  await form.press('Add a field');
  await form.choose('Type of Field', 'Yes or no');
  await screen.saved();
  const { drawing } = await host.client('flows.get', { id: 'every' });
  expect(Object.keys(drawing.inputs ?? {})).toEqual(['headline', 'amount', 'field']);
  expect(drawing.inputs?.['field']).toEqual('boolean');
});

test('a step’s technical name is followed by wires, formulas, samples; undo brings all of it back', async ({
  window,
  host,
}) => {
  const { form, screen, config } = await openEvery(window, host);
  await form.open('review');
  await form.insert('To what', /A calm look/);
  await screen.saved();
  const before = (await host.client('flows.get', { id: 'every' })).text;
  await form.open('ask');
  await form.press('More');
  await form.field('Name in formulas').fill('in');
  await expect(form.root).toContainText('lower-case');
  await form.field('Name in formulas').fill('summary');
  await window.keyboard.press('Enter');
  await expect(form.field('Name in formulas')).toBeFocused();
  await expect
    .poll(async () => (await config('review'))['proposal'])
    .toEqual({ target: '{{ steps.summary.text }}' });
  const { drawing } = await host.client('flows.get', { id: 'every' });
  expect(drawing.edges.filter(({ from, to }) => from === 'summary' || to === 'summary')).toHaveLength(4);
  expect(drawing.samples?.['summary']).toEqual({ text: 'A calm look at tides' });
  await window.keyboard.press('Control+z');
  await screen.saved();
  await expect.poll(async () => (await host.client('flows.get', { id: 'every' })).text).toBe(before);
});

test('a connection is made where it is needed and stands in the place the flow has for it at once', async ({
  window,
  host,
}) => {
  const { form, config } = await openEvery(window, host);
  await form.open('fetch');
  await form.choose('Connection', 'New connection…');
  const dialog = window.getByRole('dialog', { name: /New connection/ });
  await dialog.getByLabel('Name on this machine').fill('shop');
  await dialog.getByLabel('Address').fill(`${host.url}/`);
  await dialog.getByRole('combobox', { name: 'What it asks for' }).click();
  await window.getByRole('option', { name: 'A token' }).click();
  await dialog.getByLabel('Token').fill('not-on-screen');
  await dialog.getByRole('button', { name: 'Make and use it' }).click();
  await expect
    .poll(async () => (await host.client('connections.bindings', { id: 'every' })).items)
    .toContainEqual(expect.objectContaining({ slot: 'cms', draft: 'shop', live: 'shop' }));
  await expect(form.root).toContainText('Goes to “shop”');
  expect((await config('fetch'))['connection']).toBe('cms');
  expect((await host.client('flows.get', { id: 'every' })).text).not.toContain('not-on-screen');
});

test('a problem stands at its field, and an example is taken from the last run', async ({ window, host }) => {
  const { form, screen } = await openEvery(window, host);
  await form.open('review');
  await form.root.getByRole('switch', { name: 'Waits for ever' }).click();
  await form.field('Deadline after').fill('');
  await expect(form.root).toContainText('waits for an answer');
  await expect(form.root).toContainText('Set a deadline');
  await window.keyboard.press('Control+z');
  await window.keyboard.press('Control+z');
  await screen.saved();

  await host.client('flows.import', {
    text: `countersign: 1
id: taken
nodes:
  start: { kind: trigger.manual }
  values: { kind: set, config: { values: { total: 7 } } }
  done: { kind: end }
edges:
  - start -> values
  - values -> done
`,
  });
  const { id } = await host.client('runs.start', { id: 'taken', target: 'draft' });
  await expect.poll(async () => (await host.client('runs.get', { id })).status).toBe('succeeded');
  await screen.open(`${host.url}/flows/taken/edit`);
  await form.open('values');
  await form.press('Test this step');
  await form.root.getByRole('button', { name: /^Use the output of the last run \(/ }).click();
  await screen.saved();
  expect((await host.client('flows.get', { id: 'taken' })).drawing.samples).toEqual({ values: { total: 7 } });
});

test(
  'letters stand in a field within a tenth of a second',
  { tag: '@measured' },
  async ({ window, host }) => {
    const { form } = await openEvery(window, host);
    await form.open('ask');
    await form.field('What you ask').click();
    await window.evaluate(() => {
      const took: number[] = [];
      Object.assign(window, { took });
      document.addEventListener(
        'keydown',
        () => {
          const from = performance.now();
          requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - from)));
        },
        true,
      );
    });
    await window.keyboard.type('A text that is typed by somebody who is in a hurry.', { delay: 30 });
    const took = await window.evaluate(() => (window as unknown as { took: number[] }).took);
    const sorted = took.toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(40);
    expect(sorted[Math.floor(sorted.length * 0.9)] ?? Number.POSITIVE_INFINITY).toBeLessThan(100);
  },
);

test('axe finds nothing in any form in either theme, and no banned word stands there', async ({
  window,
  host,
}) => {
  test.setTimeout(300_000);
  const { form } = await openEvery(window, host);
  const faults: string[] = [];
  const names = 'start hook plan ask fetch job hold amounts choose review tell keep done'.split(' ');
  for (const name of names) {
    await form.open(name);
    for (const group of ['Test this step', 'If it fails', 'More']) {
      const head = form.root.getByRole('button', { name: group, exact: true, expanded: false });
      if ((await head.count()) > 0) await head.click();
    }
    faults.push(...(await faultsInBothThemes(window, name, 'section[aria-label="Step"]')));
    const words = (await form.root.innerText()).matchAll(
      /\b(?:slots?|ports?|quorums?|misfires?|visits?|effects?|expressions?|submit|ok)\b/gi,
    );
    faults.push(...[...words].map(([word]) => `${name}: the word “${word}”`));
  }
  expect(faults).toEqual([]);
});
