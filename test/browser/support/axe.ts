import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { schemes } from './pictures.ts';

/** What axe finds on the page as it stands, each with where. */
export async function faultsOn(page: Page, name: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${name}: ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** The same in the light and in the dark theme. */
export async function faultsInBothThemes(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(...(await faultsOn(page, `${name}, ${colorScheme}`)));
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return faults;
}
