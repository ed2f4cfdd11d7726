import type { IncomingMessage } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import type { Caller } from '../api/caller.ts';
import { checkCookieRequest, type Guard } from './guard.ts';
import { cookieOf, sessionCookieName, type Sessions } from './sessions.ts';

export type Authentication = {
  /** The caller of a bearer token; null where it is unknown or revoked. */
  byToken: (token: string) => Caller | null;
  /** Whoever sits at the host's own page. */
  owner: () => Caller;
  sessions: Sessions;
  guard: Guard;
  port: number;
};

/** Who a request comes from: a bearer token first, else the page's session. Nothing in a body or query ever counts. */
export function createAuthentication({ byToken, owner, sessions, guard, port }: Authentication) {
  const cookieName = sessionCookieName(port);
  return {
    callerOf(request: IncomingMessage): Caller {
      const header = request.headers.authorization;
      if (header !== undefined) {
        const token = /^Bearer ([\w~+/.=-]{16,512})$/i.exec(header)?.[1];
        const caller = token === undefined ? null : byToken(token);
        if (caller === null) throw unknownToken();
        const client = request.headers['x-countersign-client'];
        if (client === 'cli') return { ...caller, via: 'cli', identified: 'cli' };
        // The window of a desktop app elsewhere, and its messages.
        if (client === 'window') return { ...caller, via: 'window' };
        return client === 'message' ? { ...caller, via: 'toast' } : caller;
      }
      const cookie = cookieOf(request.headers.cookie, cookieName);
      if (cookie === null || !sessions.isValid(cookie)) throw noToken();
      const refused = checkCookieRequest(guard, request);
      if (refused !== null) throw refused;
      return owner();
    },
    /** Behind a public https address the cookie never goes over plain http, not even by a typing error. */
    cookie(request: IncomingMessage, value: string, maxAgeSeconds: number): string {
      const secure = request.headers.origin?.startsWith('https:') === true ? '; Secure' : '';
      return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`;
    },
  };
}

function unknownToken(): AppError {
  return new AppError('unauthenticated', 'This token is not known here, or was revoked.', {
    fix: 'Use the token in the file `token` of the home, or one made with `countersign token create`.',
  });
}

function noToken(): AppError {
  return new AppError('unauthenticated', 'This call needs a token.', {
    fix: 'Send `Authorization: Bearer` with the token in the file `token` of the home.',
  });
}
