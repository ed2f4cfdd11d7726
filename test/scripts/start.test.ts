import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let ends: (() => Promise<unknown>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-start-'));
  ends = [];
  mkdirSync(join(folder, 'bin'));
  program(join(folder, 'bin/xdg-open'), `echo "$1" > ${folder}/opened`);
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end()));
  rmSync(folder, { recursive: true, force: true });
});

function program(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** An Electron that does what the test says; `null`: there is none. */
function runtime(script: string | null): string {
  const dist = join(folder, 'electron');
  mkdirSync(dist);
  if (script !== null) program(join(dist, 'electron'), script);
  return dist;
}

/** `npm start` as a person with a desktop calls it. Resolves at the first address it prints, or when it ends. */
async function start(dist: string, env: Record<string, string> = {}) {
  const began = performance.now();
  const { CI: _, WAYLAND_DISPLAY: __, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    [
      join(root, 'scripts/start.mjs'),
      '--home',
      join(folder, 'home'),
      '--port',
      '0',
      // Tests run as root, where Electron wants to be told.
      '--no-sandbox',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited,
        PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        DISPLAY: ':9',
        ELECTRON_OVERRIDE_DIST_PATH: dist,
        ELECTRON_MIRROR: 'http://127.0.0.1:1/',
        ...env,
      },
    },
  );
  let said = '';
  let url = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const exited = once(child, 'exit');
  ends.push(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  await Promise.race([
    exited,
    new Promise<void>((resolve) => {
      child.stdout.on('data', (bytes: Buffer) => {
        url = /http:\S+/.exec(bytes.toString())?.[0] ?? url;
        if (url !== '') resolve();
      });
    }),
  ]);
  return { url, said: () => said, ms: Math.round(performance.now() - began), code: child.exitCode };
}

async function blackHole(): Promise<string> {
  const server: Server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

/** What a person may wait is 3 s on a machine that does nothing else; this one runs other tests beside it. */
const patienceMs = 12_000;

// What a display is, and who is root, are questions of Linux.
describe.skipIf(process.platform !== 'linux')('npm start without an Electron runtime', () => {
  test('says why and opens the same app in the browser at once', async ({ annotate }) => {
    const { url, said, ms } = await start(runtime(null));
    await annotate(`in the browser after ${ms} ms`);
    expect(said()).toContain(
      'Countersign opens in your browser instead of a window of its own: the Electron runtime is not installed, and 127.0.0.1:1 cannot be reached to fetch it. With a network, the next start fetches it.',
    );
    expect(await (await fetch(url)).text()).toContain('<title>Countersign</title>');
    await expect.poll(() => existsSync(join(folder, 'opened'))).toBe(true);
    await expect.poll(() => readFileSync(join(folder, 'opened'), 'utf8').trim()).toBe(url);
    expect(ms).toBeLessThan(patienceMs);
  });

  test('waits for no download server that takes the connection and then says nothing', async ({
    annotate,
  }) => {
    const { said, ms } = await start(runtime(null), { ELECTRON_MIRROR: await blackHole() });
    await annotate(`in the browser after ${ms} ms`);
    expect(said()).toContain('cannot be reached to fetch it');
    expect(ms).toBeLessThan(patienceMs);
  });

  test('fetches nothing in CI, nor where there is no display, and says all that is missing', async () => {
    const { said } = await start(runtime(null), { CI: '1', DISPLAY: '' });
    expect(said()).toContain(
      'the Electron runtime is not installed; there is no display here. Start it in a desktop session for the window.',
    );
    expect(said()).not.toContain('Fetching');
  });
});

describe.skipIf(process.platform !== 'linux')('npm start with an Electron runtime', () => {
  test('starts it with what was asked, and ends as it ends', async () => {
    const { url, said, code } = await start(runtime(`echo "$@" > ${folder}/arguments; exit 3`));
    expect({ url, said: said(), code }).toEqual({ url: '', said: '', code: 3 });
    expect(readFileSync(join(folder, 'arguments'), 'utf8').trim()).toBe(
      `${root} --home ${join(folder, 'home')} --port 0 --no-sandbox`,
    );
  });

  test('opens the browser where it dies at once, as where a library is missing', async () => {
    const { url, said } = await start(runtime('exit 127'));
    expect(said()).toContain(
      'Electron could not start on this system (exit code 127; its own words are above)',
    );
    expect((await fetch(url)).status).toBe(200);
  });

  test.runIf(process.getuid?.() === 0)('never takes its sandbox away on its own', async () => {
    const dist = runtime(`echo started > ${folder}/arguments`);
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), '--help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: dist },
    });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await once(child, 'close');
    expect(said).toContain('Electron does not run as root with its sandbox on');
    expect(existsSync(join(folder, 'arguments'))).toBe(false);
  });
});

describe('npm run package without an Electron runtime', () => {
  test('packages nothing, and says so and what to do', async () => {
    const child = spawn(process.execPath, [join(root, 'scripts/package.mjs')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ELECTRON_OVERRIDE_DIST_PATH: runtime(null),
        ELECTRON_MIRROR: 'http://127.0.0.1:1/',
      },
    });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const [code] = await once(child, 'close');
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^Nothing was packaged: the Electron runtime [\d.]+ is not installed and cannot be fetched from 127\.0\.0\.1:1\. /,
      ),
    });
  });
});
