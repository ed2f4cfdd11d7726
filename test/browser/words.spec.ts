import { screens, seedEverything } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { bannedWordsOn } from './support/words.ts';

test('no banned word stands on any screen', async ({ window, host }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    found.push(...(await bannedWordsOn(window)).map((around) => `${name}: ${around}`));
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
