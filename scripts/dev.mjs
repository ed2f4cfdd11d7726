// `npm run dev`: the headless host from sources, restarted when they change; the window is rebuilt beside it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  configFile: false,
  root: join(root, 'renderer'),
  plugins: [react()],
  logLevel: 'warn',
  build: { outDir: join(root, 'out/renderer'), emptyOutDir: true, target: 'chrome140', watch: {} },
});

const host = spawn(
  process.execPath,
  ['--watch-path=electron', '--watch-path=shared', 'electron/cli.ts', 'serve', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill(signal));
host.on('exit', (code) => process.exit(code ?? 0));
