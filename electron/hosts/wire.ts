import { request as httpRequest, type Agent, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';
import { getCACertificates } from 'node:tls';
import type { HostAddress } from '../../shared/host-address.ts';
import { wireError } from './wire-error.ts';

export type Ask = {
  method: string;
  /** From `/api/v1` on. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
  signal?: AbortSignal;
};

/** A way to one host. `ask` rejects with an AppError where nothing came back; any status is an answer. */
export type Wire = { ask: (ask: Ask) => Promise<IncomingMessage>; close: () => void };

type Web = Extract<HostAddress, { kind: 'web' }>;

/** How long a host may be silent before it has begun to answer: some calls wait for services behind it. */
const silenceMs = 120_000;

export type WebWireOptions = {
  /** Where sockets come from, if not from this machine's network. */
  agent?: Agent;
  /** Certificates of authorities to be trusted besides the usual ones, as PEM. */
  authorities?: string[];
  /** What the host is called in errors. */
  place?: string;
};

/**
 * Over http or https. Certificates are always checked, against the authorities that come with the program and those
 * of this system: no variable and no setting turns that off. Redirects are answers, not followed: a token goes to one
 * place only.
 */
export function createWebWire(
  address: Web,
  { agent, authorities, place = `${address.host}:${address.port}` }: WebWireOptions = {},
): Wire {
  const isSecure = address.scheme === 'https';
  const secure = isSecure
    ? new SecureAgent({
        keepAlive: true,
        rejectUnauthorized: true,
        ca: [...getCACertificates('default'), ...getCACertificates('system'), ...(authorities ?? [])],
      })
    : null;

  return {
    ask: ({ method, path, headers, body, signal }) =>
      new Promise((resolve, reject) => {
        const request = (isSecure ? httpsRequest : httpRequest)({
          hostname: address.host.replaceAll(/[[\]]/g, ''),
          port: address.port,
          path: `${address.base}${path}`,
          method,
          headers: {
            ...headers,
            host: nameOf(address),
            ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
          },
          ...(secure === null ? {} : { agent: secure, rejectUnauthorized: true }),
          ...(agent === undefined ? {} : { agent }),
          ...(signal === undefined ? {} : { signal }),
        });
        const silence = setTimeout(() => request.destroy(new Error('silent')), silenceMs);
        request.once('error', (cause) => reject(wireError(cause, place)));
        request.once('close', () => clearTimeout(silence));
        request.once('response', (response) => {
          clearTimeout(silence);
          resolve(response);
        });
        request.end(body ?? undefined);
      }),
    close: () => secure?.destroy(),
  };
}

function nameOf({ scheme, host, port }: Web): string {
  return port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`;
}
