import type { Page } from 'playwright/test';

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

/** Each banned word that stands on the page, with what is around it. */
export async function bannedWordsOn(page: Page): Promise<string[]> {
  const words = await wordsOf(page);
  return [...words.matchAll(banned)].map(
    ({ index }) => `…${words.slice(Math.max(0, index - 40), index + 40).replaceAll('\n', ' ')}…`,
  );
}
