import type { Caller } from './api/caller.ts';
import { createTokenReader } from './api/tokens.ts';
import { isSameToken } from './owner-token.ts';
import type { Store } from './store/store.ts';

type Identity = {
  /** Whoever sits at this machine: the window, and the page that signed in with a code. */
  owner: () => Caller;
  /** The caller of a bearer token; null where it is unknown or revoked. */
  byToken: (token: string) => Caller | null;
};

/** Who somebody is, from what they hold: never from what they say. */
export function createIdentity(parts: {
  store: Pick<Store, 'workspace' | 'tokens' | 'write'>;
  ownerToken: string;
  now: () => number;
}): Identity {
  const { store, ownerToken } = parts;
  const readToken = createTokenReader(store, parts.now);
  const owner = (): Caller => ({
    person: store.workspace.get().me,
    role: 'owner',
    via: 'window',
    identified: 'session',
  });
  return {
    owner,
    byToken: (token) =>
      isSameToken(token, ownerToken) ? { ...owner(), via: 'http', identified: 'token' } : readToken(token),
  };
}
