import { BlockList, isIP } from 'node:net';
import ssh2, { type AuthHandlerMiddleware, type Client, type NextAuthHandler } from 'ssh2';
import type { StepError } from '../../../shared/errors.ts';
import type { OpenConnection } from '../executor.ts';
import { abortedError } from '../aborted.ts';
import {
  fingerprintOf,
  hostKeyRounds,
  readPinnedKey,
  type HostKeyAlgorithm,
  type PinnedKey,
} from './host-key.ts';

export type Session = {
  client: Client;
  host: string;
  /** Resolves when the connection is gone, whoever ended it. */
  gone: Promise<void>;
  close: () => void;
};

export type Opened = { ok: true; session: Session } | { ok: false; error: StepError };

/** Up to ten seconds of silence: short enough to notice a dead link, long enough for a busy server. */
const keepAlive = { keepaliveInterval: 2_000, keepaliveCountMax: 4 } as const;
const readyMs = 15_000;

/** No SHA-1, no CBC, no RC4: a server that offers nothing better is refused by name. */
const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
} as const;

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');

type Round =
  { ok: true; session: Session } | { ok: false; error: StepError; offered: string | null; mismatch: boolean };

/** Connects and logs in. The host key is checked before anything of ours is shown; a server without a pinned key is refused. */
export async function openSession(
  connection: OpenConnection,
  signal: AbortSignal,
  /** The socket of a running SSH agent that may be asked first. */
  agent?: string,
): Promise<Opened> {
  const { settings, secrets } = connection;
  const host = settings['host'] ?? '';
  if (isIP(host) === 4 && linkLocal.check(host)) {
    return {
      ok: false,
      error: {
        code: 'address_refused',
        message: `${host} is not reached from a flow.`,
        fix: 'Use another address.',
      },
    };
  }
  const key = readKey(secrets);
  if (!key.ok) return key;
  const pinned = readPinnedKey(settings['hostKey'] ?? '');
  let first: Extract<Round, { ok: false }> | null = null;
  for (const serverHostKey of hostKeyRounds(pinned)) {
    const login = loginMethods(settings['user'] ?? '', key.value, secrets, agent);
    const round = await connectOnce(connection, pinned, login, serverHostKey, signal);
    if (round.ok) return round;
    first ??= round;
    // A later round may find that the server has no key of that kind at all: then the next kind is looked at.
    if (!round.mismatch && round.error.code !== 'weak_server') break;
  }
  return first === null
    ? { ok: false, error: { code: 'unreachable', message: `${host} cannot be reached.`, passing: true } }
    : { ok: false, error: first.error };
}

type Key = { ok: true; value: string | null } | { ok: false; error: StepError };

function readKey(secrets: Record<string, string>): Key {
  const text = secrets['privateKey'];
  if (text === undefined) return { ok: true, value: null };
  const key = `${text.replaceAll('\r\n', '\n').trim()}\n`;
  const parsed = ssh2.utils.parseKey(key, secrets['passphrase']);
  if (!(parsed instanceof Error)) return { ok: true, value: key };
  const locked = /encrypted|passphrase|decrypt|bad password/i.test(parsed.message);
  return {
    ok: false,
    error: locked
      ? {
          code: 'key_locked',
          message: 'The private key of this connection cannot be unlocked with its passphrase.',
          fix: 'Enter the passphrase again.',
        }
      : {
          code: 'key_unreadable',
          message: 'The private key of this connection cannot be read.',
          fix: 'Enter the whole key file again, with its BEGIN and END lines.',
        },
  };
}

/** At most two ways of logging in, each tried once: a wrong password must not lock anybody out. */
function loginMethods(
  user: string,
  key: string | null,
  secrets: Record<string, string>,
  agent: string | undefined,
): AuthHandlerMiddleware {
  const password = secrets['password'];
  const passphrase = secrets['passphrase'];
  const tried = new Set<string>();
  return (offered: string[] | null, _partial: boolean, next: NextAuthHandler) => {
    const may = (method: string): boolean =>
      !tried.has(method) && (offered === null || offered.includes(method));
    if (agent !== undefined && !tried.has('agent') && (offered === null || offered.includes('publickey'))) {
      tried.add('agent');
      next({ type: 'agent', username: user, agent });
    } else if (tried.size < 2 && key !== null && may('publickey')) {
      tried.add('publickey');
      next({ type: 'publickey', username: user, key, ...(passphrase === undefined ? {} : { passphrase }) });
    } else if (tried.size < 2 && password !== undefined && may('password')) {
      tried.add('password');
      next({ type: 'password', username: user, password });
    } else if (
      tried.size < 2 &&
      password !== undefined &&
      !tried.has('password') &&
      may('keyboard-interactive')
    ) {
      tried.add('keyboard-interactive');
      next({
        type: 'keyboard-interactive',
        username: user,
        prompt: (_name, _text, _language, prompts, answer) =>
          answer(prompts.map((prompt) => (prompt.echo === true ? '' : password))),
      });
    } else next(false as never); // what the library documents for “no more”, missing in its typings
  };
}

function connectOnce(
  connection: OpenConnection,
  pinned: PinnedKey | null,
  login: AuthHandlerMiddleware,
  serverHostKey: HostKeyAlgorithm[],
  signal: AbortSignal,
): Promise<Round> {
  const { settings } = connection;
  const host = settings['host'] ?? '';
  const port = Number(settings['port'] ?? '22');
  const place = port === 22 ? host : `${host}:${port}`;
  const client = new ssh2.Client();
  let offered: string | null = null;
  let mismatch = false;

  return new Promise((resolve) => {
    const gone = new Promise<void>((end) => client.once('close', () => end()));
    const fail = (error: StepError): void => {
      signal.removeEventListener('abort', onAbort);
      resolve({ ok: false, error, offered, mismatch });
      client.end();
      client.destroy();
    };
    const onAbort = (): void => fail(abortedError(signal, `Connecting to ${place}`));
    client.on('error', (error) =>
      fail(connectError(error, place, settings['user'] ?? '', pinned, offered, mismatch)),
    );
    client.once('close', () =>
      fail({
        code: 'unreachable',
        message: `${place} closed the connection before it was ready.`,
        fix: 'Try again later.',
        passing: true,
      }),
    );
    client.once('ready', () => {
      signal.removeEventListener('abort', onAbort);
      resolve({ ok: true, session: { client, host: place, gone, close: () => void client.end() } });
    });
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    client.connect({
      host,
      port,
      username: settings['user'] ?? '',
      algorithms: {
        ...algorithms,
        kex: [...algorithms.kex],
        cipher: [...algorithms.cipher],
        hmac: [...algorithms.hmac],
        serverHostKey,
      },
      hostVerifier: (offer: Buffer): boolean => {
        offered = fingerprintOf(offer);
        mismatch = pinned !== null && pinned.fingerprint !== offered;
        return pinned !== null && !mismatch;
      },
      authHandler: login,
      readyTimeout: readyMs,
      ...keepAlive,
    });
  });
}

function connectError(
  error: Error & { level?: string; code?: string },
  place: string,
  user: string,
  pinned: PinnedKey | null,
  offered: string | null,
  mismatch: boolean,
): StepError {
  if (offered !== null && pinned === null) {
    return {
      code: 'host_key_missing',
      message: `${place} is not known yet: its host key is ${offered}. Nothing was sent to it.`,
      fix: 'If that is its key, put it into the connection as “Host key”.',
      details: { hostKey: offered },
    };
  }
  if (mismatch && offered !== null && pinned !== null) {
    return {
      code: 'host_key_changed',
      message: `${place} shows another host key than the pinned one: ${offered} instead of ${pinned.fingerprint}. Another machine may be answering; nothing was sent to it.`,
      fix: 'Ask whoever runs the server. Only if its key really changed, pin the new one.',
      details: { hostKey: offered, pinned: pinned.fingerprint },
    };
  }
  if (error.level === 'client-authentication') {
    return {
      code: 'key_refused',
      message: `${place} refused the login of ${user}.`,
      fix: 'Check user, key and password of this connection.',
    };
  }
  if (error.level === 'handshake' || /no matching/i.test(error.message)) {
    const what = /key exchange/i.test(error.message)
      ? 'ways to exchange keys'
      : /host key/i.test(error.message)
        ? 'kinds of host key'
        : /cipher/i.test(error.message)
          ? 'ciphers'
          : /mac/i.test(error.message)
            ? 'checksums'
            : 'methods';
    return {
      code: 'weak_server',
      message: `${place} offers only ${what} that are no longer safe, or none that are known here.`,
      fix: 'Have its SSH server updated.',
    };
  }
  return {
    code: 'unreachable',
    message:
      error.level === 'client-timeout'
        ? `${place} did not finish the greeting in time.`
        : `${place} cannot be reached over SSH.`,
    fix: 'Check host and port, and that its SSH server runs.',
    passing: true,
  };
}
