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

/** Times are epoch ms, both included. `kinds`: beginnings of kinds. Every term has to be found. */
export type AuditQuery = {
  order: 'oldest' | 'newest';
  /** Only entries that come after this one in that order. */
  beyond: number | null;
  terms: readonly AuditTerm[];
  kinds: readonly string[];
  actor: string | null;
  from: number | null;
  to: number | null;
  limit: number;
};
/** A word, and the people whose names hold it: the journal knows them by their ids. */
export type AuditTerm = { text: string; actors: readonly string[] };

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
  const since = db.prepare<[number, string, number], Raw>(
    `SELECT ${columns} FROM audit WHERE at >= ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?`,
  );
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
    find: (query: AuditQuery): AuditRow[] => {
      const { where, values } = conditions(query);
      const sql = `SELECT ${columns} FROM audit ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
        ORDER BY seq ${query.order === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`;
      return db
        .prepare<(string | number)[], Raw>(sql)
        .all(...values, query.limit)
        .map(fromRaw);
    },
    /** Of these kinds since a moment, newest first. */
    since: (at: number, kinds: readonly string[], limit: number): AuditRow[] =>
      since.all(at, JSON.stringify(kinds), limit).map(fromRaw),
    all: (): AuditRow[] => all.all().map(fromRaw),
    count: (): number => count.get()?.count ?? 0,
  };
}

function conditions(query: AuditQuery): { where: string[]; values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...more: (string | number)[]) => {
    where.push(sql);
    values.push(...more);
  };
  if (query.beyond !== null) add(query.order === 'newest' ? 'seq < ?' : 'seq > ?', query.beyond);
  if (query.actor !== null) add('actor = ?', query.actor);
  if (query.from !== null) add('at >= ?', query.from);
  if (query.to !== null) add('at <= ?', query.to);
  if (query.kinds.length > 0)
    add(`(${query.kinds.map(() => 'kind LIKE ?').join(' OR ')})`, ...query.kinds.map((kind) => `${kind}%`));
  for (const { text, actors } of query.terms) {
    const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const named = actors.length === 0 ? '' : ` OR actor IN (${actors.map(() => '?').join(', ')})`;
    const found = ['body', 'actor', 'kind'].map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
    add(`(${found}${named})`, like, like, like, ...actors);
  }
  return { where, values };
}

function fromRaw(row: Raw): AuditRow {
  return { ...row, body: JSON.parse(row.body) as Json };
}
