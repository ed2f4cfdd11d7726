import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { HostAddress } from '../../shared/host-address.ts';
import type { OpenConnection } from '../steps/executor.ts';
import type { SshLogin } from './ssh-wire.ts';

export type SshChoice = {
  keyFile?: string | undefined;
  passphrase?: string | undefined;
  connection?: string | undefined;
  hostKey?: string | undefined;
};

export type SshParts = {
  /** A stored connection of this computer with its secrets. */
  connection: (name: string) => OpenConnection | null;
  /** The socket of the SSH agent that runs here. */
  agent: string | undefined;
};

type Ssh = Extract<HostAddress, { kind: 'ssh' }>;
const longestKey = 64 * 1024;

/** What the server is shown, as it was chosen: a key file, a stored connection, else what the agent holds. */
export function sshLoginOf(address: Ssh, choice: SshChoice, parts: SshParts): SshLogin {
  if (choice.connection !== undefined) return { connection: stored(address, choice, parts) };
  const { hostKey = '', keyFile, passphrase } = choice;
  const settings = {
    host: address.host,
    port: String(address.port),
    user: address.user ?? userInfo().username,
    hostKey,
  };
  if (keyFile !== undefined) {
    const secrets = {
      privateKey: readKeyFile(keyFile),
      ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
    };
    return { connection: { name: 'host', kind: 'ssh', settings, secrets } };
  }
  if (parts.agent === undefined || parts.agent === '') {
    throw new AppError(
      'invalid_input',
      'No SSH agent runs on this computer, so there is no key to log in with.',
      {
        fix: 'Name a key file, or choose one of your SSH connections.',
      },
    );
  }
  return { connection: { name: 'host', kind: 'ssh', settings, secrets: {} }, agent: parts.agent };
}

function stored(
  address: Ssh,
  { connection: name = '', hostKey }: SshChoice,
  parts: SshParts,
): OpenConnection {
  const found = parts.connection(name);
  if (found?.kind !== 'ssh') {
    throw new AppError(
      'not_found',
      `There is no SSH connection “${name}” on this computer that can be opened.`,
      {
        fix: 'Look under Connections, or log in another way.',
      },
    );
  }
  const { host = '', port = '22', user = '' } = found.settings;
  // Its password must not reach another server because an address was changed.
  if (host.toLowerCase() !== address.host || Number(port) !== address.port) {
    throw new AppError(
      'invalid_input',
      `The connection “${name}” leads to ${host}:${port}, not to ${address.host}:${address.port}.`,
      {
        fix: `Use ssh://${host}${port === '22' ? '' : `:${port}`}, or another connection.`,
      },
    );
  }
  const pinned = found.settings['hostKey'] ?? '';
  return {
    ...found,
    settings: {
      ...found.settings,
      user: address.user ?? user,
      hostKey: pinned === '' ? (hostKey ?? '') : pinned,
    },
  };
}

function readKeyFile(name: string): string {
  const path = name.startsWith('~/') ? join(homedir(), name.slice(2)) : name;
  try {
    const { size } = statSync(path);
    if (size > longestKey) throw new Error('too large');
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('invalid_input', `The key file ${name} cannot be read.`, {
      fix: 'Check its path: the private key, often ~/.ssh/id_ed25519.',
      cause,
    });
  }
}
