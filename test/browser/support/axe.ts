import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What can differ between the themes: they share every element, name, order and size. */
const colours = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the page, or on a part of it, as it stands: each with where. */
async function faultsOn(axe: AxeBuilder, name: string): Promise<string[]> {
  // There are no frames, and the blank page that axe opens for them costs more than the look itself.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${name}: ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** Every rule in the light theme, and what colours decide in the dark one. */
export async function faultsInBothThemes(page: Page, name: string, part?: string): Promise<string[]> {
  const axe = (): AxeBuilder => {
    const builder = new AxeBuilder({ page });
    return part === undefined ? builder : builder.include(part);
  };
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await faultsOn(axe().withTags(everything), `${name}, light`);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await faultsOn(axe().withRules(colours), `${name}, dark`);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return [...light, ...dark];
}
