import type { Database } from 'better-sqlite3';
import type { RunInfo, RunStatus } from '../../shared/run/event.ts';

/** The cursor of a run: what lists, the scheduler and recovery need without folding its events. Times are epoch ms. */
export type RunRow = {
  /** Grows with every run of this home; the lists' order. */
  n: number;
  id: string;
  flow: string;
  version: number | null;
  target: RunInfo['target'];
  hash: string;
  /** Key of the drawing's text (`flows.textOf`). */
  etag: string;
  status: RunStatus;
  triggerNode: string;
  triggerKind: string;
  startedBy: string;
  requester: string | null;
  startedAt: number;
  endedAt: number | null;
  outcomeNode: string | null;
  outcomeMessage: string | null;
  dueAt: number | null;
  inFlight: number;
  polled: number;
  overlap: string | null;
  crashes: number;
  /** Why recovery gave up on it; null = it is looked after. */
  parked: string | null;
  purgedAt: number | null;
};

export type RunQuery = {
  flow?: string | undefined;
  status?: RunStatus | undefined;
  /** Free text over ids, payloads and outputs. */
  q?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

const columns = `n, id, flow, version, target, hash, etag, status, trigger_node AS triggerNode, trigger_kind AS triggerKind,
  started_by AS startedBy, requester, started_at AS startedAt, ended_at AS endedAt, outcome_node AS outcomeNode,
  outcome_message AS outcomeMessage, due_at AS dueAt, in_flight AS inFlight, polled, overlap, crashes, parked, purged_at AS purgedAt`;

export type NewRun = Omit<RunRow, 'n' | 'crashes' | 'parked' | 'purgedAt'>;
export type RunChange = Pick<
  RunRow,
  | 'n'
  | 'version'
  | 'hash'
  | 'status'
  | 'endedAt'
  | 'outcomeNode'
  | 'outcomeMessage'
  | 'dueAt'
  | 'inFlight'
  | 'polled'
>;

export type RunStore = ReturnType<typeof createRunStore>;

export function createRunStore(db: Database) {
  // Positional parameters: this insert is on the path of every trigger.
  const insert = db.prepare<unknown[]>(
    `INSERT INTO runs (id, flow, version, target, hash, etag, status, trigger_node, trigger_kind, started_by, requester, started_at,
       ended_at, outcome_node, outcome_message, due_at, in_flight, polled, overlap) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const update = db.prepare<unknown[]>(
    `UPDATE runs SET version = ?, hash = ?, status = ?, ended_at = ?, outcome_node = ?, outcome_message = ?, due_at = ?,
       in_flight = ?, polled = ?, crashes = 0, parked = NULL WHERE n = ?`,
  );
  const get = db.prepare<[string], RunRow>(`SELECT ${columns} FROM runs WHERE id = ?`);
  const due = db.prepare<[number, number], RunRow>(
    `SELECT ${columns} FROM runs WHERE due_at IS NOT NULL AND due_at <= ? AND parked IS NULL ORDER BY due_at, n LIMIT ?`,
  );
  const nextDue = db.prepare<[], { at: number | null }>(
    'SELECT min(due_at) AS at FROM runs WHERE due_at IS NOT NULL AND parked IS NULL',
  );
  const inFlight = db.prepare<[], RunRow>(
    `SELECT ${columns} FROM runs WHERE in_flight = 1 AND parked IS NULL ORDER BY n`,
  );
  const polled = db.prepare<[], { id: string }>('SELECT id FROM runs WHERE polled = 1 ORDER BY n');
  const overlapping = db.prepare<[string], { id: string }>(
    'SELECT id FROM runs WHERE overlap = ? AND ended_at IS NULL AND n NOT IN (SELECT run FROM queue) ORDER BY n',
  );
  const counts = db.prepare<[], { status: RunStatus; count: number }>(
    'SELECT status, count(*) AS count FROM runs WHERE ended_at IS NULL GROUP BY status',
  );
  const parked = db.prepare<[], { id: string; parked: string }>(
    'SELECT id, parked FROM runs WHERE ended_at IS NULL AND parked IS NOT NULL',
  );
  const crashed = db.prepare<[string], { crashes: number }>(
    'UPDATE runs SET crashes = crashes + 1 WHERE id = ? RETURNING crashes',
  );
  const survived = db.prepare<[string]>('UPDATE runs SET crashes = 0 WHERE id = ? AND crashes > 0');
  const park = db.prepare<[string, string]>('UPDATE runs SET parked = ? WHERE id = ?');
  const postpone = db.prepare<[number, string]>('UPDATE runs SET due_at = ? WHERE id = ?');
  const purgeable = db.prepare<[string, number, number], { n: number; id: string }>(
    'SELECT n, id FROM runs WHERE flow = ? AND ended_at IS NOT NULL AND ended_at < ? AND purged_at IS NULL ORDER BY n LIMIT ?',
  );
  const purged = db.prepare<[number, number]>('UPDATE runs SET purged_at = ? WHERE n = ?');
  const flowsWithRuns = db.prepare<[], { flow: string }>('SELECT DISTINCT flow FROM runs');

  return {
    /** Returns `n`. */
    insert: (run: NewRun): number =>
      Number(
        insert.run(
          run.id,
          run.flow,
          run.version,
          run.target,
          run.hash,
          run.etag,
          run.status,
          run.triggerNode,
          run.triggerKind,
          run.startedBy,
          run.requester,
          run.startedAt,
          run.endedAt,
          run.outcomeNode,
          run.outcomeMessage,
          run.dueAt,
          run.inFlight,
          run.polled,
          run.overlap,
        ).lastInsertRowid,
      ),
    update: (run: RunChange): void =>
      void update.run(
        run.version,
        run.hash,
        run.status,
        run.endedAt,
        run.outcomeNode,
        run.outcomeMessage,
        run.dueAt,
        run.inFlight,
        run.polled,
        run.n,
      ),
    get: (id: string): RunRow | null => get.get(id) ?? null,
    /** Newest first; `next` goes on where the page ended. */
    list: (query: RunQuery): { items: RunRow[]; next: string | null } => {
      const limit = Math.min(Math.max(query.limit ?? 50, 1), 500);
      const where: string[] = [];
      const values: (string | number)[] = [];
      const add = (sql: string, ...more: (string | number)[]) => {
        where.push(sql);
        values.push(...more);
      };
      if (query.flow !== undefined) add('flow = ?', query.flow);
      if (query.status !== undefined) {
        // The extra terms let SQLite see that one of the partial indexes holds every row asked for.
        const live = query.status === 'running' || query.status === 'waiting';
        add(live ? 'ended_at IS NULL AND status = ?' : 'ended_at IS NOT NULL AND status = ?', query.status);
        if (!live && query.status !== 'succeeded') where.push("status <> 'succeeded'");
      }
      if (query.from !== undefined) add('started_at >= ?', query.from);
      if (query.to !== undefined) add('started_at <= ?', query.to);
      const cursor = query.cursor === undefined ? Number.NaN : Number.parseInt(query.cursor, 36);
      if (!Number.isNaN(cursor)) add('n < ?', cursor);
      const words = query.q === undefined ? '' : query.q.trim();
      if (words !== '') {
        const found =
          'n IN (SELECT e.run FROM search s JOIN events e ON e.id = s.rowid WHERE search MATCH ?)';
        const match = matchOf(words);
        if (match === null) add('id LIKE ?', `${words}%`);
        else add(`(id LIKE ? OR ${found})`, `${words}%`, match);
      }
      const sql = `SELECT ${columns} FROM runs ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY n DESC LIMIT ?`;
      const rows = db.prepare<(string | number)[], RunRow>(sql).all(...values, limit + 1);
      const items = rows.slice(0, limit);
      return { items, next: rows.length > limit ? (items.at(-1)?.n.toString(36) ?? null) : null };
    },
    due: (at: number, limit: number): RunRow[] => due.all(at, limit),
    nextDue: (): number | null => nextDue.get()?.at ?? null,
    /** Runs that were in the middle of an effect: the only ones recovery has to look into. */
    inFlight: (): RunRow[] => inFlight.all(),
    polled: (): string[] => polled.all().map((row) => row.id),
    /** Live runs under an overlap key, oldest first; those that stand in the queue are not counted. */
    overlapping: (key: string): string[] => overlapping.all(key).map((row) => row.id),
    counts: () => counts.all(),
    parked: () => parked.all(),
    /** Counts a crash and says how many there were in a row. */
    crashed: (id: string): number => crashed.get(id)?.crashes ?? 0,
    survived: (id: string): void => void survived.run(id),
    park: (id: string, reason: string): void => void park.run(reason, id),
    postpone: (id: string, until: number): void => void postpone.run(until, id),
    purgeable: (flow: string, before: number, limit: number) => purgeable.all(flow, before, limit),
    purged: (n: number, at: number): void => void purged.run(at, n),
    flowsWithRuns: (): string[] => flowsWithRuns.all().map((row) => row.flow),
  };
}

/** A person's words as a prefix query; everything that is FTS syntax is taken as text. null: nothing to look for. */
function matchOf(words: string): string | null {
  const terms = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  return terms.length === 0
    ? null
    : terms
        .slice(0, 12)
        .map((term) => `"${term}"*`)
        .join(' ');
}
