import type { Page } from 'playwright/test';
import type { BrowserHost } from './support/host.ts';
import { editor } from './support/editor.ts';
import { picture } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

const chain = `countersign: 1
id: chain
name: Chain
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  first: { kind: set, name: Write it, config: { values: { text: Hello } } }
  second: { kind: set, name: Shorten it, config: { values: { text: Hi } } }
  done: { kind: end, name: Said }
edges:
  - start -> first
  - first -> second
  - second -> done
layout:
  start: [0, 0]
  first: [300, 0]
  second: [600, 0]
  done: [900, 0]
`;

async function openChain(window: Page, host: BrowserHost) {
  await host.client('flows.import', { text: chain });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/chain/edit`);
  const drawn = async () => (await host.client('flows.get', { id: 'chain' })).drawing;
  const frame = (name: string) => screen.canvas.getByRole('group', { name: new RegExp(`^Group ${name},`) });
  return { screen, drawn, frame };
}

test('steps are grouped, named, moved together, copied as a group and set free again', async ({
  window,
  host,
}) => {
  const { screen, drawn, frame } = await openChain(window, host);
  await window.setViewportSize({ width: 1600, height: 900 });
  await window.keyboard.press('f');
  await screen.step('first').click();
  await screen.step('second').click({ modifiers: ['Control'] });
  await window.keyboard.press('Control+g');
  await window.keyboard.type('Writing');
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await drawn()).groups)
    .toEqual([{ name: 'Writing', nodes: ['first', 'second'] }]);
  await expect(frame('Writing')).toBeVisible();
  await picture(window, 'editor-group');

  // By its title, both go the same way, and nobody else.
  await window.keyboard.press('Escape');
  const title = frame('Writing').getByText('Writing');
  await screen.drag(title, await below(title));
  await expect.poll(async () => (await drawn()).layout?.['first']?.[1]).toBeGreaterThan(60);
  const { layout } = await drawn();
  expect(layout?.['second']?.[1]).toBe(layout?.['first']?.[1]);
  expect([layout?.['start'], layout?.['second']?.[0]]).toEqual([[0, 0], (layout?.['first']?.[0] ?? 0) + 300]);

  // One press on the title means its steps: they are copied with their frame.
  await title.click();
  await expect(screen.chosen).toHaveCount(2);
  await window.keyboard.press('Control+d');
  await expect
    .poll(async () => (await drawn()).groups)
    .toEqual([
      { name: 'Writing', nodes: ['first', 'second'] },
      { name: 'Writing', nodes: ['first_2', 'second_2'] },
    ]);
  await window.keyboard.press('Control+Shift+g');
  await expect.poll(async () => (await drawn()).groups?.length).toBe(1);
  // The copy's frame, the copy, the way it was moved, its name, and the frame itself.
  for (let left = 5; left > 0; left--) await window.keyboard.press('Control+z');
  await expect.poll(async () => (await drawn()).groups).toBeUndefined();
});

async function below(place: ReturnType<Page['getByText']>): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 + 120 };
}

test('a step taken out of a chain: its neighbours lead to each other, said aloud and undone in one go', async ({
  window,
  host,
}) => {
  const { screen, drawn } = await openChain(window, host);
  const { text: before } = await host.client('flows.get', { id: 'chain' });
  await screen.step('first').click();
  await window.keyboard.press('Escape');
  await screen.step('first').click();
  await window.keyboard.press('Delete');
  await expect(window.getByText('“Somebody presses Run” leads to “Shorten it” now.')).toBeVisible();
  await expect(screen.wires).toHaveCount(2);
  await expect
    .poll(async () => (await drawn()).edges)
    .toEqual([
      { from: 'start', port: 'done', to: 'second' },
      { from: 'second', port: 'done', to: 'done' },
    ]);
  await window.keyboard.press('Control+z');
  await expect.poll(async () => (await host.client('flows.get', { id: 'chain' })).text).toBe(before);
});
