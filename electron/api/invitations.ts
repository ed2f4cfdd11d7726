import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { invitations, Joined, JoinInput } from '../../shared/api/invitations.ts';
import { recordOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import { hostAddressText, readHostAddress } from '../../shared/host-address.ts';
import { writeInvitation } from '../../shared/invitation.ts';
import type { InvitationRow } from '../store/invitations.ts';
import { actingOf } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { assertPerson, makeToken, roleOf } from './tokens.ts';

type Parts = Pick<ApiParts, 'store' | 'audit' | 'clock' | 'changed' | 'baseUrl' | 'hostName'>;

const lifeMs = 24 * 3_600_000;
/** So long a used or late one is still known, to say so instead of “there is none”. */
const keptMs = 30 * 24 * 3_600_000;

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

export function createInvitationHandlers(parts: Parts): HandlersOf<typeof invitations> {
  const { store, audit, clock } = parts;
  const told = ({ id, name, role, person, createdAt, expiresAt }: InvitationRow) => ({
    id,
    name,
    role: roleOf(role),
    person,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
  });
  return {
    'invitations.create': async ({ role, person, name, address }, caller) => {
      assertPerson(store, role, person);
      const at = hostAddressText(readHostAddress(address ?? parts.baseUrl()));
      const code = randomBytes(32).toString('base64url');
      const createdAt = clock.now();
      const row: InvitationRow = {
        id: randomUUID(),
        role,
        person,
        name: name ?? `${role} of ${person}`,
        createdAt,
        expiresAt: createdAt + lifeMs,
        usedAt: null,
      };
      await store.write(() => {
        store.invitations.prune(createdAt - keptMs);
        store.invitations.add({ ...row, hash: hashOf(code) });
        const body = { invitation: row.id, role, person, name: row.name };
        audit.record([recordOf('invitation.created', actingOf(caller, createdAt), body)]);
      });
      parts.changed('tokens', row.id);
      const invitation = writeInvitation({
        host: parts.hostName,
        at: [at],
        code,
        person,
        role,
        until: row.expiresAt,
      });
      return { ...told(row), invitation };
    },
    'invitations.list': () => ({ items: store.invitations.open(clock.now()).map(told), next: null }),
    'invitations.remove': async ({ id }, caller) => {
      await store.write(() => {
        if (!store.invitations.remove(id)) {
          throw new AppError('not_found', 'There is no such invitation, or it was used already.', {
            fix: 'See the list of tokens: what was used became one, and can be revoked there.',
          });
        }
        const body = { invitation: id };
        audit.record([recordOf('invitation.withdrawn', actingOf(caller, clock.now()), body)]);
      });
      parts.changed('tokens', id);
      return { id };
    },
  };
}

export type Join = (input: JoinInput) => Promise<Joined>;

/** Exchanges the code of an invitation for a token: once, and only while it is fresh. */
export function createJoin(parts: Parts): Join {
  const { store, audit, clock } = parts;

  /** Known codes that no longer work are evidence; unknown ones are noise. */
  async function refuse(row: InvitationRow, why: 'used' | 'expired' | 'person gone'): Promise<never> {
    const by = { at: clock.now(), actor: row.person, identified: 'link' as const };
    await store.write(() =>
      audit.record([recordOf('invitation.refused', by, { invitation: row.id, person: row.person, why })]),
    );
    const words = {
      used: 'This invitation was used already.',
      expired: 'This invitation is older than 24 hours.',
      'person gone': 'The person of this invitation is no longer in this workspace.',
    };
    throw new AppError('expired', words[why], {
      fix:
        why === 'used'
          ? 'If that was not you, tell whoever invited you at once: they can revoke its token. Ask them for another one.'
          : 'Ask whoever invited you for another one.',
    });
  }

  return async ({ code, name }) => {
    const row = store.invitations.byHash(hashOf(code));
    if (row === null) {
      throw new AppError('not_found', 'This host knows no such invitation.', {
        fix: 'Ask whoever invited you for another one.',
      });
    }
    if (row.usedAt !== null) return refuse(row, 'used');
    if (row.expiresAt <= clock.now()) return refuse(row, 'expired');
    const role = roleOf(row.role);
    try {
      assertPerson(store, role, row.person);
    } catch {
      return refuse(row, 'person gone');
    }
    const at = clock.now();
    const { token, id, hash } = makeToken();
    const label = name ?? row.name;
    const first = await store.write(() => {
      if (!store.invitations.use(row.id, at)) return false;
      store.tokens.add({ id, hash, role, person: row.person, name: label, at });
      const body = { invitation: row.id, token: id, role, person: row.person, name: label };
      audit.record([recordOf('invitation.used', { at, actor: row.person, identified: 'link' }, body)]);
      return true;
    });
    if (!first) return refuse(row, 'used');
    parts.changed('tokens', id);
    return { token, person: row.person, role, host: parts.hostName };
  };
}
