import { firstStart } from './support/first-start.ts';
import { expect, test } from './support/test.ts';
test('an empty home begins with the first start', async ({ window }) => {
  await expect(firstStart(window).heading).toBeVisible();
});
