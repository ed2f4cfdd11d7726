import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startExampleSystems, type ExampleSystems } from '../support/example-systems.ts';
import { removeHome } from '../support/host-process.ts';
import { prepareHome, scenarios } from './scenario.ts';
import { surviveKill, type Story } from './survive.ts';

/** The whole campaign is `npm run crash`; here every scenario dies at this many of its writes, spread evenly. */
const sampled = 6;

describe.each(Object.entries(scenarios))('%s, killed at a store write', (_, scenario) => {
  let systems: ExampleSystems;
  let prepared: string;
  let undisturbed: Story;
  let writes: number;

  beforeAll(async () => {
    systems = await startExampleSystems(scenario.systems);
    prepared = await prepareHome(scenario, systems);
    ({ story: undisturbed, writes } = await surviveKill(scenario, systems, prepared, 0));
  });
  afterAll(async () => {
    await systems.close();
    removeHome(prepared);
  });

  test('ends the same way, runs nothing twice and asks nobody twice', async () => {
    expect(undisturbed).toMatchObject({ status: 'succeeded', audit: true });
    expect(writes).toBeGreaterThan(20);
    let kills = 0;
    for (let sample = 1; sample <= sampled; sample += 1) {
      const k = Math.max(1, Math.round((sample * (writes - 1)) / sampled));
      const { story, killed } = await surviveKill(scenario, systems, prepared, k);
      expect({ k, story }).toEqual({ k, story: undisturbed });
      if (killed) kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(sampled - 1);
  }, 180_000);
});
