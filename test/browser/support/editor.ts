import { expect, type Locator, type Page } from 'playwright/test';

/** The designer: palette, canvas, bar. */
export function editor(page: Page) {
  const canvas = page.getByRole('group', { name: 'Canvas' });
  const step = (name: string): Locator => canvas.locator(`.react-flow__node[data-id="${name}"]`);
  const wayOut = (name: string, port: string): Locator =>
    step(name).locator(`[data-handleid="${port}"].source`);
  const chooser = page.getByRole('dialog', { name: /^(After|Add a step)/ });

  async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
    const box = await place.boundingBox();
    if (box === null) throw new Error('It is not on the screen.');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  return {
    canvas,
    step,
    wayOut,
    chooser,
    problems: page.getByRole('region', { name: 'Problems' }),
    conflict: page.getByRole('alert').filter({ hasText: 'changed somewhere else' }),
    wires: canvas.locator('.react-flow__edge'),
    refusal: canvas.getByRole('status'),
    open: async (url: string): Promise<void> => {
      await page.goto(url);
      await expect(canvas.locator('.react-flow__node').first()).toBeVisible();
    },
    saved: async (): Promise<void> => {
      await expect(page.getByRole('status').filter({ hasText: /^\s*Saved$/ })).toBeVisible();
    },
    /** Draws a wire with the mouse; `to` is a step, or a point right of the canvas's middle. */
    drag: async (from: Locator, to: Locator | { x: number; y: number }, release = true): Promise<void> => {
      const start = await middleOf(from);
      const end = 'x' in to ? to : await middleOf(to);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
      await page.mouse.move(end.x, end.y, { steps: 4 });
      if (release) await page.mouse.up();
    },
    /** `n`, a few letters, Enter. */
    addByKeys: async (words: string): Promise<void> => {
      await page.keyboard.press('n');
      await expect(chooser).toBeVisible();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await expect(chooser).toBeHidden();
    },
    chosen: canvas.locator('.react-flow__node.selected'),
    fromPalette: (title: string): Locator =>
      page.getByRole('complementary', { name: 'Steps' }).getByRole('option', { name: title }),
  };
}
