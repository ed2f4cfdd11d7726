import type { Page } from 'playwright/test';
import { screens, seedEverything } from './support/screens.ts';
import { expect, test } from './support/test.ts';

/** UI.md, “Words”: never on screen. */
const banned =
  /\b(?:slots?|ports?|quorums?|misfires?|visits?|effects?|expressions?|submit|ok|workflow instances?)\b/gi;

/** Everything a person can read or hear: text, labels, hints, what stands in empty fields. Values of runs are theirs. */
async function wordsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const value of copy.querySelectorAll('pre, code, textarea, style, script')) value.remove();
    const told = [...copy.querySelectorAll('*')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [document.title, copy.textContent, ...told].join('\n');
  });
}

test('no banned word stands on any screen', async ({ window, host }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    const words = await wordsOf(window);
    for (const match of words.matchAll(banned)) {
      const around = words.slice(Math.max(0, match.index - 40), match.index + 40).replaceAll('\n', ' ');
      found.push(`${name}: …${around}…`);
    }
  };

  await expect(window.getByLabel('Your name')).toBeVisible();
  await look('first start');
  const seed = await seedEverything(host.client);
  for (const screen of screens) {
    await screen.open(window, seed, host.url);
    await look(screen.name);
  }
  seed.stop();
  expect(found).toEqual([]);
});
