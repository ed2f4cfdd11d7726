import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const startMs = 60_000;

async function until<T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> {
  const end = Date.now() + startMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${startMs / 1000} s.`);
    await pause(200);
  }
}

/** Starts the packaged program in a home of its own, as a person would, and looks at it while it runs. */
async function withApp<T>(program: string, look: (app: ChildProcess, url: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-packaged-'));
  const app = spawn(program, ['--home', home, '--port', '0'], {
    stdio: 'inherit',
    env: { ...process.env, COUNTERSIGN_PASSPHRASE: 'of a machine that has no key store' },
  });
  try {
    const url = await until('The host of the packaged app', () => {
      if (app.exitCode !== null) throw new Error(`The app ended with exit code ${app.exitCode}.`);
      const file = join(home, 'host.json');
      if (!existsSync(file)) return null;
      return (JSON.parse(readFileSync(file, 'utf8')) as { url: string | null }).url;
    });
    return await look(app, url);
  } finally {
    app.kill();
    await until('The end of the packaged app', () => app.exitCode ?? app.signalCode);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

const commandOf = (pid: string): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

/** Linux: every page of this program, by its process id. */
function pagesOf(program: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return commandOf(pid).includes('--type=renderer') && commandOf(pid).includes(program);
      } catch {
        return false; // it ended while we looked
      }
    });
}

/** It starts, serves its page, and on Linux its pages run in the sandbox (ELE-12). What is wrong, in words. */
export async function smoke(program: string, platform: NodeJS.Platform): Promise<string[]> {
  return withApp(program, async (_, url) => {
    const wrong: string[] = [];
    const page = await (await fetch(url)).text();
    if (!page.includes('<title>Countersign</title>')) wrong.push('The app does not serve its page.');
    if (platform !== 'linux') return wrong;
    const [pid] = await until('A page of the app', () => {
      const pages = pagesOf(program);
      return pages.length > 0 ? pages : null;
    });
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (!/^Seccomp:\s+2$/m.test(status)) wrong.push('The page runs without the sandbox (Seccomp is not 2).');
    if (commandOf(pid ?? '').includes('--no-sandbox')) wrong.push('The page was started with --no-sandbox.');
    return wrong;
  });
}

/** Whatever debugs it from outside is refused, and no port is opened meanwhile (ELE-13). */
export async function debuggingIsRefused(program: string): Promise<string[]> {
  const port = 39_222;
  const ways: { args: string[]; env?: Record<string, string> }[] = [
    { args: [`--remote-debugging-port=${port}`] },
    { args: ['--remote-debugging-pipe'] },
    { args: [`--remote-debugging-port=${port}`, '--remote-allow-origins=*'] },
    { args: [`--inspect=${port}`] },
    { args: [`--inspect-brk=${port}`] },
    { args: ['--load-extension=/tmp'] },
    { args: ['--disable-web-security'] },
  ];
  const wrong: string[] = [];
  for (const { args } of ways) {
    const home = mkdtempSync(join(tmpdir(), 'countersign-debugged-'));
    const app = spawn(program, [...args, '--home', home], { stdio: 'inherit' });
    let opened = false;
    const ended = await until(`The end of a start with ${args.join(' ')}`, async () => {
      opened ||= await fetch(`http://127.0.0.1:${port}/json`).then(
        () => true,
        () => false,
      );
      return app.exitCode ?? app.signalCode;
    }).catch(() => {
      app.kill();
      return 'it kept running';
    });
    if (ended === 0 || ended === 'it kept running' || opened)
      wrong.push(`Started with ${args.join(' ')}: ${opened ? 'a port was open' : `ended as ${ended}`}.`);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  // With this variable an Electron that allowed it would be a plain Node and print what it is asked for.
  const asNode = spawnSync(program, ['-e', 'console.log("as" + "-node")', '--remote-debugging-pipe'], {
    encoding: 'utf8',
    timeout: startMs,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (asNode.stdout.includes('as-node')) wrong.push('ELECTRON_RUN_AS_NODE makes a Node of the app.');
  return wrong;
}
