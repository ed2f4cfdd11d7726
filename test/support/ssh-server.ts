import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SshServer = {
  host: string;
  port: number;
  user: string;
  /** Where remote commands find `$HOME`: a folder of this server alone. */
  home: string;
  /** Lets the client in; `lockedKey` is the same kind of key behind `passphrase`. */
  privateKey: string;
  lockedKey: string;
  passphrase: string;
  /** `SHA256:…` of the server's ed25519 and RSA host keys. */
  hostKey: string;
  rsaHostKey: string;
  /** The ed25519 host key as a line of a .pub file. */
  hostKeyLine: string;
  /** Process ids of the server's live sessions, each an sshd of its own. */
  sessions: () => number[];
  log: () => string;
  pid: number;
  close: () => Promise<void>;
};

const fingerprint = (file: string): string =>
  execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ')[1] ?? '';

function makeKey(file: string, type: 'ed25519' | 'rsa', passphrase = ''): void {
  const bits = type === 'rsa' ? ['-b', '2048'] : [];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', passphrase, '-C', 'test', '-f', file]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Children of a process, and theirs, from /proc. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [];
  const visit = (parent: number): void => {
    for (const [child, of] of parents) {
      if (of !== parent) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(pid);
  return found;
}

const nameOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

/** Debian's own sshd on 127.0.0.1 with fresh keys: what the ssh step really talks to. */
export async function startSshServer(options: { config?: string[]; port?: number } = {}): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cs-sshd-'));
  chmodSync(folder, 0o700);
  if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const file = (name: string): string => join(folder, name);
  const home = file('home');
  mkdirSync(home);
  makeKey(file('host_ed25519'), 'ed25519');
  makeKey(file('host_rsa'), 'rsa');
  makeKey(file('user'), 'ed25519');
  makeKey(file('locked'), 'ed25519', 'canary-passphrase');
  writeFileSync(
    file('authorized_keys'),
    readFileSync(file('user.pub'), 'utf8') + readFileSync(file('locked.pub'), 'utf8'),
  );
  const port = options.port ?? (await freePort());
  writeFileSync(
    file('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host_ed25519')}`,
      `HostKey ${file('host_rsa')}`,
      `AuthorizedKeysFile ${file('authorized_keys')}`,
      `PidFile ${file('pid')}`,
      'PermitRootLogin yes',
      'PasswordAuthentication yes',
      'KbdInteractiveAuthentication no',
      'UsePAM no',
      'StrictModes no',
      'LogLevel VERBOSE',
      `SetEnv HOME=${home}`,
      ...(options.config ?? []),
    ].join('\n'),
  );
  const child: ChildProcess = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A test that fails before it closes its server must not leave one behind.
  const killAtExit = (): boolean => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  for (let i = 0; i < 100 && !(await answers(port)); i++) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const pid = child.pid ?? 0;
  return {
    host: '127.0.0.1',
    port,
    user: process.env['USER'] ?? execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
    home,
    privateKey: readFileSync(file('user'), 'utf8'),
    lockedKey: readFileSync(file('locked'), 'utf8'),
    passphrase: 'canary-passphrase',
    hostKey: fingerprint(file('host_ed25519.pub')),
    rsaHostKey: fingerprint(file('host_rsa.pub')),
    hostKeyLine: readFileSync(file('host_ed25519.pub'), 'utf8').trim(),
    sessions: () => descendants(pid).filter((id) => nameOf(id).startsWith('sshd')),
    log: () => log,
    pid,
    close: async () => {
      const ours = descendants(pid).filter((id) => nameOf(id).startsWith('sshd'));
      process.off('exit', killAtExit);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await ended;
      for (const id of ours) {
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // Already gone.
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
