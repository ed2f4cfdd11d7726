// `npm run crash [-- scenario]`: kills the host at every store write of the three examples, one write after another.
import { isDeepStrictEqual } from 'node:util';
import { startExampleSystems } from '../support/example-systems.ts';
import { removeHome } from '../support/host-process.ts';
import { prepareHome, scenarios } from './scenario.ts';
import { surviveKill } from './survive.ts';

const wanted = process.argv.slice(2);
let bad = 0;
for (const [name, scenario] of Object.entries(scenarios)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const systems = await startExampleSystems(scenario.systems);
  const prepared = await prepareHome(scenario, systems);
  const { story, writes } = await surviveKill(scenario, systems, prepared, 0);
  let same = 0;
  for (let k = 1; k <= writes; k += 1) {
    const result = await surviveKill(scenario, systems, prepared, k).catch((error: unknown) => ({
      story: String(error),
    }));
    if (isDeepStrictEqual(result.story, story)) same += 1;
    else {
      bad += 1;
      console.log(
        `${name}: killed at write ${k}: ${JSON.stringify(result.story)}\n  undisturbed: ${JSON.stringify(story)}`,
      );
    }
    if (k % 25 === 0) console.error(`${name}: ${k} of ${writes}`);
  }
  console.log(
    `${name}: ${same} of ${writes} write points end the same way, nothing twice, nobody asked twice`,
  );
  await systems.close();
  removeHome(prepared);
}
process.exit(bad === 0 ? 0 : 1);
