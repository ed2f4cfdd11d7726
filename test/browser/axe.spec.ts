import { faultsOn } from './support/axe.ts';
import { schemes } from './support/pictures.ts';
import { screens, seedEverything } from './support/screens.ts';
import { expect, test } from './support/test.ts';

for (const colorScheme of schemes) {
  test(`axe finds nothing on any screen in the ${colorScheme} theme`, async ({ window, host }) => {
    test.setTimeout(300_000);
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const faults: string[] = [];
    await expect(window.getByLabel('Your name')).toBeVisible();
    faults.push(...(await faultsOn(window, 'first start')));
    const seed = await seedEverything(host.client);
    for (const screen of screens) {
      await screen.open(window, seed, host.url);
      faults.push(...(await faultsOn(window, screen.name)));
    }
    seed.stop();
    expect(faults).toEqual([]);
  });
}
