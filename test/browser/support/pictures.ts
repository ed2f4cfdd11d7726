import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

/** `PICTURES=docs/pictures` renews the ones in the documentation; otherwise they lie beside the test results. */
const folder = process.env['PICTURES'] ?? 'test-results/pictures';

export const schemes = ['light', 'dark'] as const;

/** One picture of the screen in each theme. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({
      path: join(folder, `${name}-${colorScheme}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
