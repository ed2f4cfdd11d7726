import { Agent } from 'node:http';
import { PassThrough, type Duplex } from 'node:stream';
import type { HostAddress } from '../../shared/host-address.ts';
import { AppError, type StepError } from '../../shared/errors.ts';
import type { OpenConnection } from '../steps/executor.ts';
import { openSession, type Session } from '../steps/ssh/session.ts';
import { createWebWire, type Wire } from './wire.ts';

/** What the server is shown: read each time, so that a changed key or passphrase counts at once. */
export type SshLogin = { connection: OpenConnection; agent?: string };

const connectMs = 20_000;

/**
 * To a port that only the server's own machine reaches, through one SSH session. Nothing listens on this computer: the
 * calls go into the session itself, so no other program here can use the road.
 */
export function createSshWire(
  address: Extract<HostAddress, { kind: 'ssh' }>,
  login: () => Promise<SshLogin>,
): Wire {
  let session: Promise<Session> | null = null;
  let closed = false;

  function opened(): Promise<Session> {
    session ??= open().catch((error: unknown) => {
      session = null;
      throw error;
    });
    return session;
  }

  async function open(): Promise<Session> {
    const { connection, agent } = await login();
    const found = await openSession(connection, AbortSignal.timeout(connectMs), agent);
    if (!found.ok) throw asAppError(found.error);
    if (closed) {
      found.session.close();
      throw new AppError('closing', 'The road to this host was closed.');
    }
    void found.session.gone.then(() => (session = null));
    return found.session;
  }

  const agent = new Agent({ keepAlive: false });
  // A socket of the session instead of one of this machine.
  agent.createConnection = (_, connected) => {
    opened()
      .then((through) => forward(through, address.remotePort))
      .then((stream) => connected?.(null, stream))
      .catch((error: unknown) =>
        connected?.(error instanceof Error ? error : new Error('lost'), new PassThrough()),
      );
    return undefined;
  };

  const web = createWebWire(
    { kind: 'web', scheme: 'http', host: '127.0.0.1', port: address.remotePort, base: '' },
    { agent, place: address.host },
  );
  return {
    ask: web.ask,
    close: () => {
      closed = true;
      web.close();
      agent.destroy();
      void session?.then((open) => open.close()).catch(() => undefined);
      session = null;
    },
  };
}

function forward({ client, host }: Session, port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, (error, channel) => {
      if (error === undefined) {
        resolve(channel);
        return;
      }
      reject(
        new AppError('no_host', `No Countersign answers on ${host} at port ${port}.`, {
          fix: `Start it there with countersign serve, or say its port: ssh://…?port=${port}.`,
          cause: error,
        }),
      );
    });
  });
}

const codes: Record<string, 'conflict' | 'misdirected' | 'no_host' | 'forbidden'> = {
  host_key_missing: 'conflict',
  host_key_changed: 'misdirected',
  weak_server: 'misdirected',
  unreachable: 'no_host',
  timeout: 'no_host',
};

function asAppError({ code, message, fix, details }: StepError): AppError {
  return new AppError(codes[code] ?? 'forbidden', message, {
    ...(fix === undefined ? {} : { fix }),
    ...(details === undefined ? {} : { details: [{ code, ...details }] }),
  });
}
