import { entryHash, genesis, type AuditEntry, type AuditHead } from './entry.ts';

/** API.md `GET /audit/verify`. `at`: the number of the first entry that is not what it should be. */
export type AuditVerdict =
  { ok: true; entries: number } | { ok: false; entries: number; at: number; reason: string };

export type VerifyOptions = {
  /** Where the chain was, kept somewhere else (a release, an export): only it shows that the end was cut off. */
  head?: AuditHead;
  /** Where these entries go on, when they are not the whole journal. */
  after?: AuditHead;
};

/**
 * Walks the chain and says where it breaks: an entry changed, left out, put elsewhere or put in. Total: entries read
 * from a file may hold anything. `entries` counts those that were sound.
 */
export function verifyChain(entries: readonly unknown[], options: VerifyOptions = {}): AuditVerdict {
  const { head, after = genesis } = options;
  let last = after;
  for (const candidate of entries) {
    const entry = entryFrom(candidate);
    const expected = last.seq + 1;
    const reason =
      entry === null
        ? `Entry ${expected} is not one: fields are missing or of the wrong kind.`
        : breakAt(entry, last);
    if (entry === null || reason !== null) {
      return { ok: false, entries: last.seq - after.seq, at: expected, reason: reason ?? '' };
    }
    last = { seq: entry.seq, hash: entry.hash };
    if (head?.seq === last.seq && head.hash !== last.hash) {
      return broken(
        last.seq - 1 - after.seq,
        last.seq,
        `Entry ${last.seq} is not the one that was anchored: the journal was rewritten up to here.`,
      );
    }
  }
  const count = last.seq - after.seq;
  if (head !== undefined && head.seq > last.seq) {
    const gone = head.seq - last.seq;
    return broken(
      count,
      last.seq + 1,
      `The end was cut off: ${gone === 1 ? 'an entry is' : `${gone} entries are`} missing that an anchor vouches for.`,
    );
  }
  return { ok: true, entries: count };
}

const broken = (entries: number, at: number, reason: string): AuditVerdict => ({
  ok: false,
  entries,
  at,
  reason,
});

function breakAt(entry: AuditEntry, last: AuditHead): string | null {
  const expected = last.seq + 1;
  if (entry.seq > expected) {
    return `Entry ${expected} is not where it belongs: entry ${entry.seq} follows entry ${last.seq}. One was left out or moved.`;
  }
  if (entry.seq < expected) {
    return `Entry ${entry.seq} stands where entry ${expected} belongs. One was put in or moved.`;
  }
  if (sealOf(entry) !== entry.hash) return `Entry ${expected} was changed after it was written.`;
  if (entry.prev === last.hash) return null;
  return last.seq === 0
    ? 'Entry 1 does not begin this journal.'
    : `Entry ${expected} does not follow from entry ${last.seq}: one of the two was rewritten.`;
}

function sealOf(entry: AuditEntry): string | null {
  try {
    return entryHash(entry);
  } catch {
    // Not JSON, such as a number that JSON has no text for: it cannot be what was written.
    return null;
  }
}

const texts = ['actor', 'identified', 'kind', 'prev', 'hash'] as const;

/** An entry as stored, or as an export writes it, with an RFC 3339 time. */
function entryFrom(candidate: unknown): AuditEntry | null {
  if (typeof candidate !== 'object' || candidate === null) return null;
  const fields = candidate as Partial<Record<keyof AuditEntry, unknown>>; // every field is checked below
  const at = typeof fields.at === 'string' ? epochOf(fields.at) : fields.at;
  if (!Number.isInteger(fields.seq) || !Number.isFinite(at) || fields.body === undefined) return null;
  if (texts.some((name) => typeof fields[name] !== 'string')) return null;
  return { ...fields, at } as AuditEntry;
}

/** Only the one way of writing an instant that we write: any other was written by somebody else. */
function epochOf(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isFinite(ms) && new Date(ms).toISOString() === text ? ms : null;
}
