// `npm run check-package`: looks at what `npm run package` made; `-- --smoke` starts it as well. Exit 1: not to be shipped.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArchive } from './packaged/asar.ts';
import { wrongContents } from './packaged/contents.ts';
import { findApp } from './packaged/find-app.ts';
import { wrongFuses } from './packaged/fuses.ts';
import { entryOf, wrongEntry } from './packaged/installed-entry.ts';
import { debuggingIsRefused, smoke } from './packaged/smoke.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const app = findApp(dist);
if (app === null) {
  console.error(`There is no packaged app in ${dist}: run \`npm run package\` first.`);
  process.exit(1);
}

const checks: [string, () => string[] | Promise<string[]>][] = [
  ['Switches of the runtime (ELE-11)', () => wrongFuses(app.switches)],
  ['Contents of the archive', () => wrongContents(readArchive(app.archive).entries, app)],
  ...globSync(join(dist, '*.deb')).map((deb): [string, () => string[]] => [
    'Menu entry (ELE-12)',
    () => wrongEntry(entryOf(deb)),
  ]),
];
if (process.argv.includes('--smoke')) {
  checks.push(['It starts, in its sandbox (ELE-12)', () => smoke(app.program, app.platform)]);
  // On Windows and macOS the refusal is a dialog that somebody would have to close.
  if (app.platform === 'linux')
    checks.push(['It cannot be debugged from outside (ELE-13)', () => debuggingIsRefused(app.program)]);
}

let failed = 0;
for (const [name, check] of checks) {
  const wrong = await Promise.resolve()
    .then(check)
    .catch((error: unknown) => [String(error)]);
  console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const words of wrong) console.log(`     ${words}`);
  failed += wrong.length === 0 ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
