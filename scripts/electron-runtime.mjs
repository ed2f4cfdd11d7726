// Where the Electron runtime is, and whether it can be had. Its npm package has none inside: it is a download from GitHub.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/electron', import.meta.url));
const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const answerMs = 1500;
const fetchMs = 10 * 60_000;

export const version = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** The unpacked runtime and its program, or null. Its version has to be the one that the app was built against. */
export function findRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const dist = override ?? join(folder, 'dist');
  const binary = join(dist, names[process.platform] ?? 'electron');
  if (!existsSync(binary)) return null;
  const stated = join(dist, 'version');
  const is = existsSync(stated) ? readFileSync(stated, 'utf8').trim().replace(/^v/, '') : version;
  return override === undefined && is !== version ? null : { dist, binary };
}

/** Where the download would come from: GitHub, or the mirror that Electron's own variables name. */
export function downloadServer() {
  const mirror = process.env.npm_config_electron_mirror || process.env.ELECTRON_MIRROR;
  return URL.parse(mirror ?? '') ?? new URL('https://github.com');
}

/**
 * Whether something answers there at once. A closed network often answers nothing at all, some take the connection and
 * then say nothing, and nobody waits for either.
 */
export async function canFetch() {
  try {
    await fetch(downloadServer(), {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMs),
    });
    return true;
  } catch {
    return false;
  }
}

/** Fetches it with the package's own installer, which holds it against the checksums in the package. */
export function fetchRuntime() {
  console.error(
    `Fetching the Electron runtime ${version} from ${downloadServer().host}, once … (Ctrl+C stops it; \`npm start -- --browser\` needs none)`,
  );
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => child.kill(), fetchMs);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(findRuntime());
    });
  });
}
