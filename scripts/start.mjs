// `npm start`: the desktop app, or the same app in the browser where no window of its own can be had, and why.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canFetch, downloadServer, fetchRuntime, findRuntime } from './electron-runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const asked = process.argv.slice(2);
const forBrowser = asked.includes('--browser');
/** A program that ends sooner than this has not shown a window. */
const diedAtOnceMs = 5000;

let child = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));

const run = (file, args) =>
  new Promise((resolve) => {
    child = spawn(file, args, { stdio: 'inherit', cwd: root });
    child.on('error', (error) => resolve({ code: 127, signal: null, error }));
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });

/** What stands against a window of its own here, whatever is fetched, each with what would change that. */
function hindrances() {
  if (process.platform !== 'linux') return [];
  const found = [];
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    found.push({ what: 'there is no display here', fix: 'Start it in a desktop session for the window.' });
  if (process.getuid() === 0 && !asked.includes('--no-sandbox'))
    found.push({
      what: 'Electron does not run as root with its sandbox on',
      fix: 'Start it as an ordinary user for the window.',
    });
  return found;
}

/** In CI nothing is fetched behind the build's back. */
const mayFetch = () => !forBrowser && hindrances().length === 0 && process.env.CI === undefined;

/** The desktop app's program, fetched where that is possible; else everything that stands against it. */
async function desktopProgram() {
  const against = hindrances();
  let runtime = findRuntime();
  if (runtime === null && mayFetch() && (await reachable)) runtime = await fetchRuntime();
  if (runtime === null)
    against.unshift(
      mayFetch()
        ? {
            what: `the Electron runtime is not installed, and ${downloadServer().host} cannot be reached to fetch it`,
            fix: 'With a network, the next start fetches it.',
          }
        : { what: 'the Electron runtime is not installed', fix: '' },
    );
  return against.length === 0 ? runtime : { against };
}

async function inBrowser(against) {
  if (against.length > 0) {
    const whats = against.map(({ what }) => what).join('; ');
    const fixes = against.map(({ fix }) => fix).filter((fix) => fix !== '');
    console.error(
      `Countersign opens in your browser instead of a window of its own: ${whats}. ${fixes.join(' ')}\n`,
    );
  }
  const args = asked.filter((arg) => arg !== '--browser' && arg !== '--no-sandbox');
  return run(process.execPath, [join(root, 'out/cli.js'), 'serve', '--open', ...args]);
}

async function start() {
  if (forBrowser) return inBrowser([]);
  const { binary, against } = await desktopProgram();
  if (binary === undefined) return inBrowser(against);
  const began = performance.now();
  const ended = await run(binary, [root, ...asked]);
  // 127: a library is missing. A signal: Chromium gave up, as where the system forbids its sandbox.
  const diedAtOnce =
    performance.now() - began < diedAtOnceMs &&
    (ended.code === 127 || ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL'].includes(ended.signal));
  if (!diedAtOnce) return ended;
  const how = ended.signal ?? `exit code ${ended.code}`;
  return inBrowser([
    {
      what: `Electron could not start on this system (${how}; its own words are above)`,
      fix: 'Once that is repaired, the next start shows the window.',
    },
  ]);
}

// Asked while the build is looked at: on a closed network the answer is a time limit.
const reachable = mayFetch() && findRuntime() === null ? canFetch() : Promise.resolve(false);
const built = await run(process.execPath, [join(root, 'scripts/build.mjs'), '--if-changed']);
const { code, signal } = built.code === 0 ? await start() : built;
process.exit(code ?? (signal === null ? 1 : 0));
