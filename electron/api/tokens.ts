import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { tokens } from '../../shared/api/tokens.ts';
import { roles, type Role } from '../../shared/api/rights.ts';
import { recordOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { actingOf, type Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso, isoOrNull } from './page-of.ts';
import type { ApiParts } from './parts.ts';

export function createTokenHandlers(parts: ApiParts): HandlersOf<typeof tokens> {
  const { store, audit, clock } = parts;
  return {
    'tokens.create': async ({ role, person, name }, caller) => {
      assertPerson(store, role, person);
      const { token, id, hash } = makeToken();
      const at = clock.now();
      const label = name ?? `${role} of ${person}`;
      await store.write(() => {
        store.tokens.add({ id, hash, role, person, name: label, at });
        const body = { token: id, role, person, name: label };
        audit.record([recordOf('token.created', actingOf(caller, at), body)]);
      });
      parts.changed('tokens', id);
      return { id, token, role, person, name: label, createdAt: iso(at), lastUsedAt: null };
    },
    'tokens.list': () => ({
      items: store.tokens.list().map(({ id, name, role, person, createdAt, usedAt }) => ({
        id,
        name,
        role: roleOf(role),
        person,
        createdAt: iso(createdAt),
        lastUsedAt: isoOrNull(usedAt),
      })),
      next: null,
    }),
    'tokens.remove': async ({ id }, caller) => {
      await store.write(() => {
        const token = store.tokens.get(id);
        if (token === null || !store.tokens.revoke(id, clock.now())) {
          throw new AppError('not_found', 'There is no such token.', { fix: 'See the list of tokens.' });
        }
        const body = { token: id, person: token.person };
        audit.record([recordOf('token.revoked', actingOf(caller, clock.now()), body)]);
      });
      parts.changed('tokens', id);
      return { id };
    },
  };
}

/** A new token; only its hash is kept. */
export function makeToken(): { token: string; id: string; hash: string } {
  const token = `cs_${randomBytes(32).toString('base64url')}`;
  return { token, id: randomUUID(), hash: tokenHash(token) };
}

/** Who may decide must be somebody the workspace knows: a typing error would make a token that can never do anything. */
export function assertPerson(store: Pick<Store, 'workspace'>, role: Role, person: string): void {
  if (role === 'agent' || role === 'viewer') return;
  if (store.workspace.get().people.some(({ id }) => id === person)) return;
  throw new AppError('invalid_input', `There is nobody called “${person}” in this workspace.`, {
    fix: 'Add them to the workspace first, or name a person by their id.',
  });
}

const usedEveryMs = 60_000;

/** Finds the caller of a bearer token by its hash; notes about once a minute that it is used. */
export function createTokenReader(store: Pick<Store, 'tokens' | 'write'>, now: () => number) {
  return (token: string): Caller | null => {
    const row = store.tokens.byHash(tokenHash(token));
    if (row === null) return null;
    if (row.usedAt === null || row.usedAt < now() - usedEveryMs) {
      // Best effort: a closing host or a full disk must not turn a valid token away.
      store.write(() => store.tokens.used(row.id, now())).catch(() => undefined);
    }
    return { person: row.person, role: roleOf(row.role), via: 'http', identified: 'token' };
  };
}

/** What is not a role any more may do the least. */
export function roleOf(text: string): Role {
  return roles.find((role) => role === text) ?? 'viewer';
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
