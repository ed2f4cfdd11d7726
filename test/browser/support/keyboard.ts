import { expect, type Locator, type Page } from 'playwright/test';

type Stop = { isThere: boolean; isLost: boolean; isShown: boolean; name: string };

/** Somebody without a mouse: goes with Tab, presses with Enter or Space, and always has to see where they are. */
export function keyboard(page: Page) {
  const look = (wanted: Locator): Promise<Stop> =>
    wanted.first().evaluate((element): Stop => {
      const at = document.activeElement ?? document.body;
      const ring = (one: Element | null | undefined, pseudo?: string): boolean => {
        if (one == null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, pseudo);
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      };
      const box = at.getBoundingClientRect();
      const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const isTyping = at.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');
      const around = [at, at.nextElementSibling, at.parentElement, at.closest('label')];
      return {
        isThere: at === element,
        isLost: at === document.body,
        isShown: isInSight && (isTyping || around.some((one) => ring(one)) || ring(at, '::after')),
        name: `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent.slice(0, 40)}`,
      };
    });

  async function to(wanted: Locator, key = 'Tab'): Promise<void> {
    await wanted.first().waitFor({ state: 'attached' });
    let before = '';
    let still = 0;
    for (let stop = 0; stop < 120; stop += 1) {
      const { isThere, isLost, isShown, name } = await look(wanted);
      if (!isLost) expect(isShown, `one sees that the focus is on ${name}`).toBe(true);
      if (isThere) return;
      still = name === before ? still + 1 : 0;
      expect(still, `${name} lets the focus go on`).toBeLessThan(8);
      before = name;
      await page.keyboard.press(key);
    }
    throw new Error(`Tab never comes to ${wanted.toString()}.`);
  }

  return {
    to,
    /** Goes there and presses it. */
    press: async (wanted: Locator, key = 'Enter'): Promise<void> => {
      await to(wanted);
      await page.keyboard.press(key);
    },
    /** Goes into a field and writes over what stands there. */
    write: async (wanted: Locator, text: string): Promise<void> => {
      await to(wanted);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    /** The focus is somewhere on the page, not lost with what was pressed. */
    isHeld: (): Promise<void> =>
      expect
        .poll(() => page.evaluate(() => document.activeElement?.tagName), {
          message: 'what was pressed took the focus with it',
          timeout: 5000,
        })
        .not.toBe('BODY'),
  };
}
