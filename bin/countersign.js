#!/usr/bin/env node
// Finds a Node that can run Countersign (its own, installed beside it, else the one that runs this) and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const program = join(root, 'out', 'cli.js');
const own = [
  'node_modules/node/bin/node',
  'node_modules/node/bin/node.exe',
  '../node/bin/node',
  '../node/bin/node.exe',
]
  .map((path) => join(root, path))
  .find((path) => existsSync(path));
const node = own ?? (Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : null);

if (node === null) {
  process.stderr.write(
    `Countersign needs Node 22 or newer, and this is ${process.version}. Run \`npm install\` in ${root}: it brings one along.\n`,
  );
  process.exitCode = 5;
} else if (!existsSync(program)) {
  process.stderr.write(`Countersign was not built yet. Run \`npm run build\` in ${root}.\n`);
  process.exitCode = 5;
} else {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is handed on.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Countersign could not be started: ${error.message}\n`);
    process.exitCode = 5;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
