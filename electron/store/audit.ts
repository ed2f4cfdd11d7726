import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';

/** One entry of the journal as it is stored; `shared/audit` makes and verifies them. */
export type AuditRow = {
  seq: number;
  at: number;
  actor: string;
  identified: string;
  kind: string;
  body: Json;
  prev: string;
  hash: string;
};

type Raw = Omit<AuditRow, 'body'> & { body: string };
const columns = 'seq, at, actor, identified, kind, body, prev, hash';

export type AuditStore = ReturnType<typeof createAuditStore>;

/** Append-only by triggers; `recursive_triggers` closes the INSERT OR REPLACE way around them. */
export function createAuditStore(db: Database) {
  const append = db.prepare<[number, number, string, string, string, string, string, string]>(
    'INSERT INTO audit (seq, at, actor, identified, kind, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const head = db.prepare<[], Raw>(`SELECT ${columns} FROM audit ORDER BY seq DESC LIMIT 1`);
  const after = db.prepare<[number, number], Raw>(
    `SELECT ${columns} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const all = db.prepare<[], Raw>(`SELECT ${columns} FROM audit ORDER BY seq`);
  const count = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM audit');
  return {
    append: (row: AuditRow): void =>
      void append.run(
        row.seq,
        row.at,
        row.actor,
        row.identified,
        row.kind,
        JSON.stringify(row.body),
        row.prev,
        row.hash,
      ),
    head: (): AuditRow | null => {
      const row = head.get();
      return row === undefined ? null : fromRaw(row);
    },
    after: (seq: number, limit: number): AuditRow[] => after.all(seq, limit).map(fromRaw),
    all: (): AuditRow[] => all.all().map(fromRaw),
    count: (): number => count.get()?.count ?? 0,
  };
}

function fromRaw(row: Raw): AuditRow {
  return { ...row, body: JSON.parse(row.body) as Json };
}
