import { faultsInBothThemes } from './support/axe.ts';
import { screens, seedEverything } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { bannedWordsOn } from './support/words.ts';

test('axe finds nothing on any screen in either theme, and no banned word stands on one', async ({
  window,
  host,
}) => {
  test.setTimeout(300_000);
  const faults: string[] = [];
  const look = async (name: string): Promise<void> => {
    faults.push(...(await faultsInBothThemes(window, name)));
    faults.push(...(await bannedWordsOn(window)).map((around) => `${name}: ${around}`));
  };

  await expect(window.getByLabel('Your name')).toBeVisible();
  await look('first start');
  const seed = await seedEverything(host.client);
  for (const screen of screens) {
    await screen.open(window, seed, host.url);
    await look(screen.name);
  }
  seed.stop();
  expect(faults).toEqual([]);
});
