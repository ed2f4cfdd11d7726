// `npm run check`: types folder by folder, lint, format. Everything that needs no run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = [
  ...['shared', 'electron', 'renderer', 'test'].map((folder) => ['tsc', '-p', folder]),
  ['oxlint', '--deny-warnings', '.'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
];

let failed = 0;
for (const [tool, ...args] of steps) {
  const started = performance.now();
  const { status } = spawnSync(tool, args, { cwd: root, stdio: 'inherit', env: process.env });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${tool} ${args.join(' ')} (${seconds} s)`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
