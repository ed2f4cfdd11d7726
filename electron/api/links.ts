import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { personName, type Workspace } from '../../shared/approval/workspace.ts';
import { AppError } from '../../shared/errors.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import type { Clock } from '../runtime/clock.ts';
import type { LinkRow } from '../store/links.ts';
import type { Store } from '../store/store.ts';

const dayMs = 24 * 3_600_000;
const linkLifeMs = 7 * dayMs;
/** A page that stays open longer than this has to be loaded again before it decides. */
const nonceLifeMs = 3_600_000;

export type Links = ReturnType<typeof createLinks>;

type Parts = {
  store: Pick<Store, 'approvals' | 'links' | 'write' | 'workspace'>;
  key: Buffer;
  clock: Pick<Clock, 'now'>;
  baseUrl: () => string;
};

/**
 * Links on which one person decides one card. The token is 256 random bits of which only the hash is kept, so the
 * database cannot be used to decide; it works once, expires, and dies with its card.
 */
export function createLinks({ store, key, clock, baseUrl }: Parts) {
  function find(token: string): LinkRow {
    const link = /^[\w-]{43}$/.test(token) ? store.links.get(hashOf(token)) : null;
    if (link === null) {
      throw new AppError('not_found', 'This link is not known here.', {
        fix: 'Open the card in your inbox instead.',
      });
    }
    return link;
  }

  const macOf = (link: LinkRow, ends: string, cardHash: string) =>
    createHmac('sha256', key).update(`nonce:${link.hash}:${ends}:${cardHash}`).digest('base64url');

  return {
    /** The card's hash is kept with it as evidence of what was asked when the link was made. */
    issue: async (to: { approval: string; person: string }) => {
      const cardHash = cardHashOf(store.approvals.get(to.approval)?.view);
      const token = randomBytes(32).toString('base64url');
      const createdAt = clock.now();
      const expiresAt = createdAt + linkLifeMs;
      await store.write(() =>
        store.links.add({ ...to, cardHash, hash: hashOf(token), createdAt, expiresAt }),
      );
      return { url: `${baseUrl()}/decide/${token}`, expiresAt };
    },
    find,
    /** Why a link no longer works, given its card as it is now; null while it does. */
    refusal: (link: LinkRow, card: Approval): AppError | null => {
      if (card.status !== 'pending') return new AppError('expired', settled(card, store.workspace.get()));
      if (link.usedAt !== null) {
        return new AppError('expired', 'This link was used already.', {
          fix: 'Open the card in your inbox instead.',
        });
      }
      if (link.expiresAt > clock.now()) return null;
      return new AppError('expired', 'This link has expired.', {
        fix: 'Open the card in your inbox instead.',
      });
    },
    /** Proof that a form came from a page we showed, with the card as it was then. */
    nonce: (link: LinkRow, cardHash: string): string => {
      const ends = String(clock.now() + nonceLifeMs);
      return `${ends}.${cardHash}.${macOf(link, ends, cardHash)}`;
    },
    /** The hash of the card that the page showed. */
    readNonce: (link: LinkRow, nonce: string): string => {
      const [ends = '', cardHash = '', mac = ''] = nonce.split('.');
      const expected = Buffer.from(macOf(link, ends, cardHash));
      const given = Buffer.from(mac);
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      if (genuine && Number(ends) > clock.now()) return cardHash;
      throw new AppError(
        'forbidden',
        'Decisions on this link come from its own page, and this page is too old.',
        {
          fix: 'Open the link again and press the button there.',
        },
      );
    },
    /** Inside a write. */
    use: (link: LinkRow): void => void store.links.use(link.hash, clock.now()),
  };
}

function cardHashOf(view: Json | undefined): string {
  const hash = isJsonObject(view) ? view['cardHash'] : undefined;
  return typeof hash === 'string' ? hash : '';
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function settled(card: Approval, workspace: Workspace): string {
  const { decision } = card;
  if (decision === undefined) return `This card is ${card.status}: nothing is left to decide.`;
  if (decision.by === 'timer') return `Nobody answered in time, so this card is ${card.status}.`;
  return `Already decided by ${personName(workspace, decision.by)} at ${decision.at.slice(0, 16).replace('T', ' ')} UTC: ${decision.decision}.`;
}
