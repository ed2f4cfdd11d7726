// `npm start`: the desktop app, or the same app in the browser where no Electron runtime can be had.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (file, args, options = {}) => spawn(file, args, { stdio: 'inherit', cwd: root, ...options });

const built = run(process.execPath, [join(root, 'scripts/build.mjs'), '--if-changed']);
built.on('exit', (code) => void (code === 0 ? start() : process.exit(code ?? 1)));

/** The binary the `electron` package would start, without letting it download one. */
function electronBinary() {
  const folder = join(root, 'node_modules/electron');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(override ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** True where the runtime's download server answers at once: then the desktop app can be fetched. */
async function canDownload() {
  if (process.env.CI !== undefined || process.env.COUNTERSIGN_BROWSER !== undefined) return false;
  try {
    await fetch('https://github.com', { method: 'HEAD', signal: AbortSignal.timeout(1500) });
    return true;
  } catch {
    return false;
  }
}

const download = () =>
  new Promise((resolve) => {
    console.error('Fetching the Electron runtime, once …');
    run(process.execPath, [join(root, 'node_modules/electron/install.js')]).on('exit', resolve);
  });

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

async function start() {
  const args = process.argv.slice(2);
  const browserAsked = args.includes('--browser');
  let why = null;
  let binary = electronBinary();
  if (!browserAsked && !hasDisplay) why = 'There is no display here';
  else if (!browserAsked && binary === null) {
    if (await canDownload()) {
      await download();
      binary = electronBinary();
    }
    if (binary === null) why = 'No Electron runtime can be had here (it is a download from GitHub)';
  }
  let child;
  if (binary !== null && why === null && !browserAsked) child = run(binary, [root, ...args]);
  else {
    if (why !== null)
      console.error(`${why}, so Countersign opens in your browser instead of a window of its own.\n`);
    child = run(process.execPath, [
      join(root, 'out/cli.js'),
      'serve',
      '--open',
      ...args.filter((arg) => arg !== '--browser'),
    ]);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
}
