import type { audit, auditTopics } from '../../shared/api/audit.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

/** So many entries are checked at a time: a long journal never holds up the host. */
const batch = 2000;

const mostWords = 8;

const kindsOf: Record<(typeof auditTopics)[number], readonly string[]> = {
  approvals: ['approval.', 'effect.'],
  runs: ['run.'],
  flows: ['flow.'],
  connections: ['connection.'],
  people: ['workspace.', 'token.'],
};

const holds = (name: string, word: string): boolean => name.toLowerCase().includes(word.toLowerCase());

export function createAuditHandlers({ store }: ApiParts): HandlersOf<typeof audit> {
  return {
    'audit.list': ({ after, cursor, order = 'oldest', q = '', about, actor, from, to, limit = 100 }) => {
      const { people } = store.workspace.get();
      const words = q.split(/\s+/).filter((word) => word !== '');
      const rows = store.audit.find({
        order,
        beyond: cursor ?? after ?? null,
        terms: words.slice(0, mostWords).map((text) => ({
          text,
          actors: people.filter(({ name }) => holds(name, text)).map(({ id }) => id),
        })),
        kinds: about === undefined ? [] : kindsOf[about],
        actor: actor ?? null,
        from: from === undefined ? null : Date.parse(from),
        to: to === undefined ? null : Date.parse(to),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map((row) => ({ ...row, at: iso(row.at) }));
      return { items, next: rows.length > limit ? String(items.at(-1)?.seq ?? 0) : null };
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
