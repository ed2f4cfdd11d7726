import type { audit } from '../../shared/api/audit.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

/** So many entries are checked at a time: a long journal never holds up the host. */
const batch = 2000;

export function createAuditHandlers({ store }: ApiParts): HandlersOf<typeof audit> {
  return {
    'audit.list': ({ after = 0, limit = 100 }) => {
      const rows = store.audit.after(after, limit + 1);
      const items = rows.slice(0, limit).map((row) => ({ ...row, at: iso(row.at) }));
      return { items, next: rows.length > limit ? String(items.at(-1)?.seq ?? after) : null };
    },
    'audit.verify': async () => {
      let entries = 0;
      let head: { seq: number; hash: string } | null = null;
      for (;;) {
        const rows = store.audit.after(head?.seq ?? 0, batch);
        const verdict = verifyChain(rows, head === null ? {} : { after: head });
        entries += verdict.entries;
        if (!verdict.ok) return { ...verdict, entries };
        const last = rows.at(-1);
        if (last === undefined) return { ok: true, entries, head: head?.hash ?? null };
        head = { seq: last.seq, hash: last.hash };
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
