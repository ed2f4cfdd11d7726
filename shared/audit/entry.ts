import { canonicalJson, sha256Hex } from '../canonical.ts';
import type { Json } from '../json.ts';

/** How it is known who acted: the window's session, a token, a link, the CLI on this machine; or no person at all. */
export type Identified = 'session' | 'token' | 'link' | 'cli' | 'timer' | 'host';

/** Something worth keeping for ever. Holds no secret: what comes here was masked before it was decided upon. */
export type AuditDraft = {
  /** Epoch ms. */
  at: number;
  /** A person's id, `practice:<name>`, `timer`, `policy`, or `countersign` for the host itself. */
  actor: string;
  identified: Identified;
  kind: string;
  body: Json;
};

/** A link of the journal's chain: it names the hash of the one before it. */
export type AuditEntry = AuditDraft & { seq: number; prev: string; hash: string };

/** Where a chain stands; also what an anchor keeps of it. */
export type AuditHead = { seq: number; hash: string };

/** Before the first entry. */
export const genesis: AuditHead = { seq: 0, hash: '0'.repeat(64) };

/** The next entry after `head`. */
export function chain(head: AuditHead, { at, actor, identified, kind, body }: AuditDraft): AuditEntry {
  const unsealed = { seq: head.seq + 1, at, actor, identified, kind, body, prev: head.hash };
  return { ...unsealed, hash: entryHash(unsealed) };
}

/** SHA-256 over the RFC 8785 canonical JSON of everything but the hash itself, `prev` included. */
export function entryHash({
  seq,
  at,
  actor,
  identified,
  kind,
  body,
  prev,
}: Omit<AuditEntry, 'hash'>): string {
  return sha256Hex(canonicalJson({ seq, at, actor, identified, kind, body, prev }));
}
