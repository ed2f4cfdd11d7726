import type { IncomingMessage } from 'node:http';
import { AppError } from '../../shared/errors.ts';

/** Which names this host answers to, exactly as a `Host` header writes them, and the origins of its own pages. */
export type Guard = {
  hosts: ReadonlySet<string>;
  origins: ReadonlySet<string>;
};

export function createGuard(address: { bind: string; port: number; publicUrl: string | null }): Guard {
  const { bind, port, publicUrl } = address;
  const names = new Set(['127.0.0.1', 'localhost', '[::1]']);
  if (!isWildcard(bind)) names.add(bind.includes(':') ? `[${bind}]` : bind);
  const hosts = new Set([...names].map((name) => `${name}:${port}`));
  const origins = new Set([...hosts].map((host) => `http://${host}`));
  if (publicUrl !== null) {
    const url = new URL(publicUrl);
    hosts.add(url.host);
    origins.add(url.origin);
  }
  return { hosts, origins };
}

/**
 * The first thing that happens to a request, whatever it asks for. The exact list defeats DNS rebinding, where the
 * browser believes a foreign page is ours and sends neither Origin nor Sec-Fetch headers (RELIABILITY finding 7).
 */
export function checkRequest(guard: Guard, request: IncomingMessage): AppError | null {
  const host = request.headers.host;
  if (host === undefined || !guard.hosts.has(host) || countHosts(request.rawHeaders) !== 1) {
    return new AppError('misdirected', 'This host does not answer to that name.', {
      fix: 'Use the address that `countersign serve` printed.',
    });
  }
  if (request.url === undefined || request.url.charCodeAt(0) !== 47) {
    return new AppError('malformed', 'The request does not name a path.');
  }
  const origin = request.headers.origin;
  if (origin !== undefined && !guard.origins.has(origin)) {
    return new AppError('forbidden', 'Pages of another origin may not talk to this host.', {
      fix: 'Open Countersign itself, or call it from a program.',
    });
  }
  return null;
}

/**
 * Requests that are believed because of a cookie: those that change something need our own Origin, and none may come
 * from another site. Other ports of this machine are the same site to SameSite, so Sec-Fetch-Site is asked as well.
 */
export function checkCookieRequest(guard: Guard, request: IncomingMessage): AppError | null {
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  const origin = request.headers.origin;
  const site = request.headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign || (changes && (origin === undefined || !guard.origins.has(origin)))) {
    return new AppError('forbidden', 'A session only counts for requests of Countersign’s own page.', {
      fix: 'Programs use a token: Authorization: Bearer …',
    });
  }
  return null;
}

function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index];
    if (header?.length === 4 && header.toLowerCase() === 'host') count += 1;
  }
  return count;
}

function isWildcard(bind: string): boolean {
  return bind === '0.0.0.0' || bind === '::';
}
