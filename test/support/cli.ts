import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The project's own Node, not whichever runs the tests. */
export const nodeProgram = createRequire(import.meta.url).resolve('node/bin/node');
const program = programToRun();

/** The built command line where it is as new as its sources (it starts five times faster), else the sources themselves. */
function programToRun(): string {
  const built = join(root, 'out/cli.js');
  const newest = ['electron', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => statSync(join(root, folder, name)).mtimeMs),
  );
  const isFresh = existsSync(built) && statSync(built).mtimeMs > Math.max(...newest);
  return isFresh ? built : join(root, 'electron/cli.ts');
}

export type Ended = { code: number | null; stdout: string; stderr: string };
type Options = { home?: string; env?: Record<string, string>; input?: string; cwd?: string };

function environment({ home, env }: Options): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, HOME } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    NO_COLOR: '1',
    LANG: 'C',
    ...(home === undefined ? {} : { COUNTERSIGN_HOME: home }),
    ...env,
  };
}

/** The real command line as another program would call it. */
export function cli(args: readonly string[], options: Options = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(nodeProgram, [program, ...args], {
      env: environment(options),
      cwd: options.cwd ?? root,
    });
    const chunks = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (chunks.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (chunks.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...chunks }));
    child.stdin.end(options.input ?? '');
  });
}

/** Exactly one JSON document on standard output, or it throws. */
export async function json(
  args: readonly string[],
  options: Options = {},
): Promise<Ended & { document: Envelope }> {
  const ended = await cli([...args, '--json'], options);
  return { ...ended, document: JSON.parse(ended.stdout) as Envelope };
}

type Envelope = { schema: number; data?: never; error?: { code: string; message: string; fix?: string } };

/** `countersign serve` as a process of its own; stopped at the end of the test. */
export async function serve(
  home: string,
  args: readonly string[] = [],
): Promise<{ url: string; code: string; pid: number; stop: (signal?: NodeJS.Signals) => Promise<Ended> }> {
  const child = spawn(nodeProgram, [program, 'serve', ...args], { env: environment({ home }), cwd: root });
  const chunks = { stdout: '', stderr: '' };
  const closed = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...chunks })));
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return closed;
  };
  onTestFinished(async () => void (await stop('SIGKILL')));
  child.stderr.on('data', (chunk: Buffer) => (chunks.stderr += chunk.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.stdout += chunk.toString();
      const end = chunks.stdout.indexOf('\n');
      if (end !== -1) resolve(chunks.stdout.slice(0, end));
    });
    void closed.then(({ code, stderr }) => reject(new Error(`serve ended with ${code}: ${stderr}`)));
  });
  const [url = '', code = ''] = line.split('/#code=');
  return { url, code, pid: child.pid ?? 0, stop };
}
