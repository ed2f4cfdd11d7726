/**
 * `npm run big-home [-- FOLDER]`: a home with 100,000 finished runs, 100,000 more of
 * which each was decided by a person, 10,000 waiting ones and 1,000 open cards, and how
 * long the host takes on it. Without a folder it is made anew and removed afterwards. Ends with 1 where an aim is missed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createHttpCall } from '../electron/cli/http-session.ts';
import { createClient } from '../shared/api/client.ts';
import { figuresOf, type Figure } from '../test/support/big-home-figures.ts';
import { fillHome } from '../test/support/big-home.ts';
import { newHome, removeHome, startHost } from '../test/support/host-process.ts';

const counts = { finished: 100_000, waiting: 10_000, cards: 1000, decided: 100_000 };
const startAimMs = 5000;

spawnSync(process.execPath, [new URL('build.mjs', import.meta.url).pathname, '--if-changed'], {
  stdio: 'inherit',
});
const given = process.argv[2];
const home = given ?? newHome();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  if (given === undefined || !existsSync(given)) {
    const began = performance.now();
    await fillHome(home, counts, say);
    say(`${JSON.stringify(counts)} made in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  }
  const before = performance.now();
  const host = await startHost(home);
  const start: Figure = {
    what: 'host start, to its first answer',
    ms: 0,
    aimMs: startAimMs,
    found: (await host.api('GET', '/runs?limit=1')).body.items?.length ?? 0,
  };
  start.ms = performance.now() - before;
  const client = createClient(createHttpCall({ url: host.url, token: host.token }));
  const figures = [start, ...(await figuresOf(client))];
  for (const { what, ms, aimMs, found } of figures) {
    const late = ms > aimMs ? `  over ${aimMs} ms` : '';
    say(`${what.padEnd(42)}${ms.toFixed(0).padStart(7)} ms${String(found).padStart(6)} found${late}`);
  }
  await host.stop();
  if (figures.some(({ ms, aimMs }) => ms > aimMs)) process.exitCode = 1;
} finally {
  if (given === undefined) removeHome(home);
}
