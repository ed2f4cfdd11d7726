import { expect, type Locator, type Page } from 'playwright/test';

/**
 * Somebody at the screen, whose actions are counted: a press, a text typed into a field, a key, a drag are one each.
 * Looking costs nothing.
 */
export function person(page: Page) {
  const did: string[] = [];
  const typed: string[] = [];
  return {
    did,
    /** Everything that was ever typed, to see that no formula is among it. */
    typed,
    press: async (what: string, target: Locator): Promise<void> => {
      did.push(`press ${what}`);
      await target.click();
    },
    type: async (text: string): Promise<void> => {
      did.push(`type ${text}`);
      typed.push(text);
      await page.keyboard.type(text);
    },
    key: async (key: string): Promise<void> => {
      did.push(`key ${key}`);
      await page.keyboard.press(key);
    },
    drag: async (what: string, from: Locator, to: Locator): Promise<void> => {
      did.push(`drag ${what}`);
      const [start, end] = [await middleOf(from), await middleOf(to)];
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
      await page.mouse.move(end.x, end.y, { steps: 4 });
      await page.mouse.up();
    },
  };
}

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  await expect(place).toBeVisible();
  const box = await place.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
