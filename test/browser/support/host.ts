import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { createClient, type Client } from '../../../shared/api/client.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(root, 'out/cli.js');

/** The built host in a home of its own, as `npx countersign serve` starts it. */
export type BrowserHost = {
  url: string;
  home: string;
  /** The first address it printed: signs in once. */
  firstAddress: string;
  /** The owner's client, for what a test needs to be there already. */
  client: Client;
  /** One more address that signs in. */
  address: (path?: string) => Promise<string>;
  stop: () => Promise<void>;
  /** Ends it as a power cut would: kill -9. */
  crash: () => Promise<void>;
  /** Starts the stopped host again on the same port and home. */
  restart: () => Promise<void>;
  remove: () => Promise<void>;
};

/** `label` tells its home apart from others in the temporary folder. */
export async function startBrowserHost(label: string): Promise<BrowserHost> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run build" first.`);
  const home = mkdtempSync(join(tmpdir(), `countersign-${label}-`));
  let { child, firstAddress } = await launch(home, 0);
  const { origin: url, port } = new URL(firstAddress);
  const token = readFileSync(join(home, 'token'), 'utf8').trim();
  const client = createClient(createHttpCall({ url, token }));

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async function crash(): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  return {
    url,
    home,
    firstAddress,
    client,
    address: async (path = '/') => {
      const { code } = await client('session.code', {});
      return `${url}${path}#code=${code}`;
    },
    stop,
    crash,
    restart: async () => {
      await stop();
      ({ child } = await launch(home, Number(port)));
    },
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function launch(home: string, port: number): Promise<{ child: ChildProcess; firstAddress: string }> {
  const child = spawn(process.execPath, [program, '--home', home, 'serve', '--port', String(port)], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let complaints = '';
  child.stderr.on('data', (part: Buffer) => (complaints += part.toString()));
  for await (const line of createInterface({ input: child.stdout })) return { child, firstAddress: line };
  throw new Error(`The host did not start: ${complaints}`);
}
