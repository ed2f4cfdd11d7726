import { AxeBuilder } from '@axe-core/playwright';
import { editor } from './support/editor.ts';
import { importContentApproval } from './support/examples.ts';
import { firstStart } from './support/first-start.ts';
import { flows } from './support/flows.ts';
import { picture, schemes } from './support/pictures.ts';
import { runOnCanvas } from './support/run-on-canvas.ts';
import { expect, test } from './support/test.ts';

const small = `countersign: 1
id: small
name: Small
nodes:
  # Pressed by the front desk.
  start: { kind: trigger.manual, name: Somebody presses Run }
  greet:
    kind: set
    name: Write the greeting
    config:
      values: { text: Hello }
  done: { kind: end, name: Greeted }
edges:
  - start -> greet
  - greet -> done
layout:
  start: [0, 0]
  greet: [340, 0]
  done: [680, 0]
`;

test('a flow is begun on the first screen and drawn with the keyboard alone', async ({ window, host }) => {
  await firstStart(window).heading.waitFor();
  await window.getByRole('button', { name: /Draw a flow/ }).press('Enter');
  await window.getByLabel('Name of the flow').fill('Pay an invoice');
  await window.keyboard.press('Enter');
  await window.waitForURL(/\/flows\/pay-an-invoice\/edit$/);
  const screen = editor(window);
  await expect(screen.step('start')).toBeVisible();

  await window.keyboard.press('ArrowRight');
  await expect(screen.step('start')).toBeFocused();
  await screen.addByKeys('set');
  await expect(screen.step('set_values')).toBeFocused();
  await screen.addByKeys('approval');
  await screen.addByKeys('end');
  await expect(screen.step('end')).toBeFocused();

  // Back to the approval, and its other way out leads back to where the values are worked out.
  await window.keyboard.press('ArrowLeft');
  await expect(screen.step('approval')).toBeFocused();
  await window.keyboard.press('l');
  const dialog = window.getByRole('dialog', { name: /leads/ });
  await dialog.getByLabel('Leads to').fill('Set');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Draw the wire' }).press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await window.keyboard.press('Escape');
  await screen.saved();
  const { drawing } = await host.client('flows.get', { id: 'pay-an-invoice' });
  expect(drawing.edges).toEqual([
    { from: 'start', port: 'done', to: 'set_values' },
    { from: 'set_values', port: 'done', to: 'approval' },
    { from: 'approval', port: 'approved', to: 'end' },
    { from: 'approval', port: 'declined', to: 'set_values' },
  ]);
  await picture(window, 'editor-by-keys');
});

test('steps are dragged in, wires drawn, refused with the reason, and dropped where the next step belongs', async ({
  window,
  host,
}) => {
  await host.client('flows.import', { text: small });
  await window.setViewportSize({ width: 1600, height: 900 });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  const box = await screen.canvas.boundingBox();
  if (box === null) throw new Error('There is no canvas.');

  await screen.fromPalette('Approval').dragTo(screen.canvas, {
    targetPosition: { x: box.width / 2, y: box.height - 260 },
  });
  await expect(screen.step('approval')).toBeVisible();
  await window.keyboard.press('Escape');

  // A trigger takes no wire, and the canvas says so while the mouse is still down.
  await screen.drag(screen.wayOut('approval', 'approved'), screen.step('start'), false);
  await expect(window.getByText('Nothing can lead to a trigger')).toBeVisible();
  await picture(window, 'editor-wire-refused');
  await window.mouse.up();
  await expect(screen.wires).toHaveCount(2);

  await screen.drag(screen.wayOut('approval', 'approved'), screen.step('done'));
  await expect(screen.wires).toHaveCount(3);

  const from = await screen.wayOut('approval', 'declined').boundingBox();
  await screen.drag(screen.wayOut('approval', 'declined'), {
    x: (from?.x ?? 0) + 90,
    y: (from?.y ?? 0) + 60,
  });
  await expect(screen.chooser).toBeVisible();
  await screen.chooser.getByRole('option', { name: 'Tell people' }).click();
  await expect(screen.step('tell_people')).toBeVisible();

  await window.keyboard.press('Escape');
  await window.keyboard.press('f');
  await screen.wayOut('start', 'done').click();
  await screen.chooser.getByRole('option', { name: 'Sleep' }).click();
  await screen.saved();
  const { drawing } = await host.client('flows.get', { id: 'small' });
  expect(drawing.edges).toEqual([
    { from: 'start', port: 'done', to: 'sleep' },
    { from: 'greet', port: 'done', to: 'done' },
    { from: 'approval', port: 'approved', to: 'done' },
    { from: 'approval', port: 'declined', to: 'tell_people' },
    { from: 'sleep', port: 'done', to: 'greet' },
  ]);
});

test('everything is undone to identical bytes, done again to identical bytes, also over a reload', async ({
  window,
  host,
}) => {
  const { text: before } = await host.client('flows.import', { text: small });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  const textNow = async () => (await host.client('flows.get', { id: 'small' })).text;

  await screen.step('greet').click();
  await window.keyboard.press('Control+d');
  await expect(screen.step('greet_2')).toBeVisible();
  await window.keyboard.press('Shift+ArrowDown');
  await window.keyboard.press('Escape');
  await screen.step('start').click();
  await window.keyboard.press('Delete');
  await expect(screen.step('start')).toHaveCount(0);
  await window.keyboard.press('Shift+N');
  await window.getByRole('textbox', { name: 'Note' }).fill('Ask the front desk');
  await window.keyboard.press('Escape');
  await window.keyboard.press('a');
  await screen.saved();
  await expect.poll(textNow).toContain('Ask the front desk');
  const after = await textNow();

  await window.reload();
  await expect(screen.step('greet_2')).toBeVisible();
  const undo = window.getByRole('button', { name: 'Undo', exact: true });
  while ((await undo.getAttribute('aria-disabled')) !== 'true') await window.keyboard.press('Control+z');
  await screen.saved();
  await expect.poll(textNow).toBe(before);
  expect(before).toContain('# Pressed by the front desk.');

  const redo = window.getByRole('button', { name: 'Redo', exact: true });
  while ((await redo.getAttribute('aria-disabled')) !== 'true') await window.keyboard.press('Control+y');
  await screen.saved();
  await expect.poll(textNow).toBe(after);
});

test('copied steps are pasted into another flow, as text that a person can read', async ({
  window,
  host,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await host.client('flows.import', { text: small });
  await host.client('flows.import', { text: small, as: 'other' });
  await window.setViewportSize({ width: 1600, height: 900 });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  await screen.step('greet').click();
  await screen.step('done').click({ modifiers: ['Control'] });
  await expect(screen.chosen).toHaveCount(2);
  await window.keyboard.press('Control+c');
  expect(await window.evaluate(() => navigator.clipboard.readText())).toContain('- greet -> done');
  await screen.open(`${host.url}/flows/other/edit`);
  await window.keyboard.press('Control+v');
  await expect(screen.step('greet_2')).toBeVisible();
  await expect(screen.step('done_2')).toBeVisible();
  await screen.saved();
  const { drawing } = await host.client('flows.get', { id: 'other' });
  expect(drawing.edges.at(-1)).toEqual({ from: 'greet_2', port: 'done', to: 'done_2' });
});

test('an edit elsewhere appears by itself, and never overwrites one of ours', async ({
  window,
  secondWindow,
  host,
}) => {
  await host.client('flows.import', { text: small });
  const [mine, theirs] = [editor(window), editor(secondWindow)];
  await mine.open(`${host.url}/flows/small/edit`);
  await theirs.open(`${host.url}/flows/small/edit`);

  await secondWindow.getByLabel('Name of the flow').fill('Small, renamed');
  await theirs.saved();
  await expect(window.getByLabel('Name of the flow')).toHaveValue('Small, renamed');

  // Both edit while the road of one is broken: the other saves first.
  await window.route('**/api/v1/flows/small', async (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  );
  await mine.step('greet').click();
  await window.keyboard.press('Delete');
  await expect(window.getByText('Not saved')).toBeVisible();
  await secondWindow.getByLabel('Name of the flow').fill('Small, theirs');
  await theirs.saved();
  await expect(mine.conflict).toBeVisible();
  await window.unroute('**/api/v1/flows/small');
  await picture(window, 'editor-conflict');

  await mine.conflict.getByRole('button', { name: 'Both, mine as a copy' }).click();
  await expect(mine.conflict).toBeHidden();
  await expect(mine.step('greet')).toBeVisible();
  await mine.saved();
  const [original, copy] = await Promise.all([
    host.client('flows.get', { id: 'small' }),
    host.client('flows.get', { id: 'small-mine' }),
  ]);
  expect([original.name, Object.keys(original.drawing.nodes)]).toEqual([
    'Small, theirs',
    ['start', 'greet', 'done'],
  ]);
  expect(Object.keys(copy.drawing.nodes)).toEqual(['start', 'done']);
});

test('an edit that never reached the host is still there when the window comes back', async ({
  window,
  host,
}) => {
  await host.client('flows.import', { text: small });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  await window.route('**/api/v1/flows/small', async (route) =>
    route.request().method() === 'PUT' ? route.abort() : route.continue(),
  );
  await screen.step('done').click();
  await window.keyboard.press('Control+d');
  await expect(window.getByText('Not saved')).toBeVisible();
  await window.goto('about:blank');
  await window.unroute('**/api/v1/flows/small');
  await screen.open(`${host.url}/flows/small/edit`);
  await expect(screen.step('done_2')).toBeVisible();
  await screen.saved();
  expect(Object.keys((await host.client('flows.get', { id: 'small' })).drawing.nodes)).toContain('done_2');
});

test('problems appear while drawing, and a press lands on the step', async ({ window, host }) => {
  await host.client('flows.import', { text: small });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  await screen.step('greet').click();
  await screen.addByKeys('keep a file');
  await window.getByRole('button', { name: /problem/ }).click();
  const problem = screen.problems.getByRole('button', { name: /Keep a file/ }).first();
  await expect(problem).toBeVisible();
  await expect(window.getByRole('button', { name: 'Release…' })).toBeDisabled();
  await window.keyboard.press('Escape');
  await problem.click();
  await expect(screen.chosen).toHaveAttribute('data-id', 'keep_a_file');
  await picture(window, 'editor-problems');
});

test('the drawn draft runs, is released, and the bar counts what changed since', async ({ window, host }) => {
  await host.client('flows.import', { text: small });
  await host.client('flows.release', { id: 'small', notes: 'First' });
  await host.client('flows.setLive', { id: 'small', version: 1 });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/small/edit`);
  await expect(window.getByText('No changes since live v1')).toBeVisible();
  await screen.step('greet').click();
  await screen.addByKeys('keep a file');
  await expect(window.getByText(/[1-9] changes? since live v1/)).toBeVisible();
  await window.keyboard.press('Delete');
  await screen.step('greet').click();
  await screen.addByKeys('set');
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(flows(window).dialog).toContainText('Set values');
  await flows(window).press('Close');

  // The edit that was made a moment ago is in the draft that runs and in the version that goes live.
  await flows(window).runMenu('Small', 'Run draft (practice)');
  await flows(window).press('Run draft');
  await expect(runOnCanvas(window).standing).toContainText(/^Succeeded/);
  await window.getByRole('button', { name: 'Release…' }).click();
  await flows(window).press('Release v2 and go live');
  await expect(window.getByText('No changes since live v2')).toBeVisible();
  expect(Object.keys((await host.client('flows.get', { id: 'small' })).drawing.nodes)).toContain(
    'set_values',
  );
});

for (const scheme of schemes) {
  test(`nobody is shut out, and no word of the machine room is on screen (${scheme})`, async ({
    window,
    host,
  }) => {
    const id = await importContentApproval(host.client);
    await window.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const screen = editor(window);
    await screen.open(`${host.url}/flows/${id}/edit`);
    await screen.step('draft_in').click();
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    const words = (await window.locator('body').innerText()).toLowerCase();
    const banned = /\b(slot|port|quorum|misfire|visits?|effect|expression|workflow instance)\b/.exec(words);
    expect(banned?.[0] ?? null).toBeNull();
  });
}

test('the example as it is drawn', async ({ window, host }) => {
  const id = await importContentApproval(host.client);
  const screen = editor(window);
  await window.setViewportSize({ width: 1600, height: 900 });
  await screen.open(`${host.url}/flows/${id}/edit`);
  await window.keyboard.press('f');
  await picture(window, 'editor');
});

test(
  '500 steps: panning stays fluid and only what is seen is drawn',
  { tag: '@measured' },
  async ({ window, host }) => {
    const names = Array.from({ length: 500 }, (_value, at) => `s${at}`);
    const text = [
      'countersign: 1',
      'id: big',
      'nodes:',
      '  start: { kind: trigger.manual }',
      ...names.map((name) => `  ${name}: { kind: set, config: { values: { a: 1 } } }`),
      'edges:',
      '  - start -> s0',
      ...names.slice(1).map((name, at) => `  - s${at} -> ${name}`),
      'layout:',
      '  start: [-340, 0]',
      ...names.map((name, at) => `  ${name}: [${(at % 25) * 340}, ${Math.floor(at / 25) * 160}]`),
      '',
    ].join('\n');
    await host.client('flows.import', { text });
    const screen = editor(window);
    await screen.open(`${host.url}/flows/big/edit`);
    expect(await screen.canvas.locator('.react-flow__node').count()).toBeLessThan(100);
    const box = await screen.canvas.boundingBox();
    if (box === null) throw new Error('There is no canvas.');
    await window.mouse.move(box.x + 300, box.y + 300);
    const frames = window.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const times: number[] = [];
          const tick = (now: number): void => {
            times.push(now);
            if (times.length < 120) requestAnimationFrame(tick);
            else resolve(times);
          };
          requestAnimationFrame(tick);
        }),
    );
    for (let count = 0; count < 60; count++) await window.mouse.wheel(24, 12);
    const times = await frames;
    const gaps = times
      .slice(1)
      .map((time, at) => time - (times[at] ?? time))
      .toSorted((a, b) => a - b);
    const median = gaps[Math.floor(gaps.length / 2)] ?? Infinity;
    test.info().annotations.push({ type: 'median frame (ms)', description: median.toFixed(1) });
    expect(median).toBeLessThan(34);
  },
);
