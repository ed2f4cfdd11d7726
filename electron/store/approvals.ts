import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';
import type { ApprovalState, ApprovalStatus } from '../../shared/run/state.ts';
import { createCardFigures } from './card-figures.ts';
import { unknownCursor } from './cursor.ts';
import { createWaitingCards } from './waiting-cards.ts';

/** A projection of a run's events for inbox and lists; the run's own events stay the truth. Times are epoch ms. */
export type ApprovalRow = {
  id: string;
  run: string;
  flow: string;
  node: string;
  visit: number;
  status: ApprovalStatus;
  title: string;
  tier: number;
  draft: boolean;
  createdAt: number;
  deadline: number | null;
  decidedAt: number | null;
  deferredUntil: number | null;
  /** By which way out it was left; `timeout` where nobody answered. null: not decided. */
  way: string | null;
  /** The definition its run was on when it was decided; null on live cards of an older home. */
  hash: string | null;
  state: ApprovalState;
  /** What `approvalView` made of it when it last changed: the API's shape. */
  view: Json;
};

export type ApprovalQuery = {
  status?: ApprovalStatus | undefined;
  flow?: string | undefined;
  run?: string | undefined;
  draft?: boolean | undefined;
  /** Only cards on which this person decided something; the newest first. */
  answeredBy?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** A way out of an approval that a draft run left by; `run` is the newest such run. */
export type TriedWay = { node: string; way: string; run: string };

type Raw = Omit<ApprovalRow, 'draft' | 'state' | 'view'> & { draft: number; state: string; view: string };

const columns = `id, run, flow, node, visit, status, title, tier, draft, created_at AS createdAt, deadline, decided_at AS decidedAt,
  deferred_until AS deferredUntil, way, hash, state, view`;

export type ApprovalStore = ReturnType<typeof createApprovalStore>;

export function createApprovalStore(db: Database) {
  const save = db.prepare<unknown[]>(
    `INSERT INTO approvals (id, run, flow, node, visit, status, title, tier, draft, created_at, deadline, decided_at, deferred_until, way, hash, state, view)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, deadline = excluded.deadline, decided_at = excluded.decided_at,
       deferred_until = excluded.deferred_until,
       way = excluded.way, hash = iif(way IS NULL, excluded.hash, hash), state = excluded.state, view = excluded.view`,
  );
  const get = db.prepare<[string], Raw>(`SELECT ${columns} FROM approvals WHERE id = ?`);
  const ofRun = db.prepare<[string], Raw>(
    `SELECT ${columns} FROM approvals WHERE run = ? ORDER BY created_at, id`,
  );
  // Ids of runs grow with time, so the greatest is the newest. One walk through the index of its own.
  const tried = db.prepare<[string, string], TriedWay>(
    `SELECT node, way, max(run) AS run FROM approvals INDEXED BY approvals_tried
     WHERE draft = 1 AND way IS NOT NULL AND flow = ? AND hash = ? GROUP BY node, way`,
  );

  const holders = db.prepare<[string], { pools: string; people: string }>(
    `SELECT json_extract(state, '$.assign.pools') AS pools, json_extract(state, '$.assign.people') AS people
     FROM approvals WHERE id = ?`,
  );

  return {
    ...createCardFigures(db),
    ...createWaitingCards(db),
    save: (row: ApprovalRow): void =>
      void save.run(
        row.id,
        row.run,
        row.flow,
        row.node,
        row.visit,
        row.status,
        row.title,
        row.tier,
        row.draft ? 1 : 0,
        row.createdAt,
        row.deadline,
        row.decidedAt,
        row.deferredUntil,
        row.way,
        row.hash,
        JSON.stringify(row.state),
        JSON.stringify(row.view),
      ),
    get: (id: string): ApprovalRow | null => {
      const row = get.get(id);
      return row === undefined ? null : fromRaw(row);
    },
    /** Who may decide it now, without the rest of the card. */
    holders: (id: string): { pools: string[]; people: string[] } | null => {
      const row = holders.get(id);
      if (row === undefined) return null;
      // `save` wrote an assignment: two lists of names.
      return { pools: JSON.parse(row.pools) as string[], people: JSON.parse(row.people) as string[] };
    },
    /** What draft runs of exactly this definition have tried. */
    tried: (flow: string, hash: string): TriedWay[] => tried.all(flow, hash),
    ofRun: (run: string): ApprovalRow[] => ofRun.all(run).map(fromRaw),
    /** Oldest first: who waits longest stands on top. What somebody has answered stands newest first. */
    list: (query: ApprovalQuery): { items: ApprovalRow[]; next: string | null } => {
      const limit = Math.min(Math.max(query.limit ?? 100, 1), 1000);
      const where: string[] = [];
      const values: (string | number)[] = [];
      const add = (sql: string, ...more: (string | number)[]) => {
        where.push(sql);
        values.push(...more);
      };
      if (query.status !== undefined) add('status = ?', query.status);
      if (query.flow !== undefined) add('flow = ?', query.flow);
      if (query.run !== undefined) add('run = ?', query.run);
      if (query.draft !== undefined) add('draft = ?', query.draft ? 1 : 0);
      const isBack = query.answeredBy !== undefined;
      // A sieve without reading JSON: the walk goes back through time and ends with the page. Who wrote or asked passes it too.
      if (query.answeredBy !== undefined)
        add('instr(view, ?) > 0', `"by":${JSON.stringify(query.answeredBy)}`);
      if (query.cursor !== undefined)
        add(`(created_at, id) ${isBack ? '<' : '>'} (?, ?)`, ...readCursor(query.cursor));
      const order = isBack ? 'created_at DESC, id DESC' : 'created_at, id';
      const sql = `SELECT ${columns} FROM approvals ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY ${order} LIMIT ?`;
      const rows = db.prepare<(string | number)[], Raw>(sql).all(...values, limit + 1);
      const items = rows.slice(0, limit).map(fromRaw);
      const end = items.at(-1);
      return { items, next: rows.length > limit && end !== undefined ? approvalCursor(end) : null };
    },
  };
}

/** Where a list goes on behind this card. */
export const approvalCursor = ({ createdAt, id }: Pick<ApprovalRow, 'createdAt' | 'id'>): string =>
  `${createdAt}_${id}`;

function readCursor(cursor: string): [number, string] {
  const [, createdAt, id] = /^(\d{1,16})_(.+)$/.exec(cursor) ?? [];
  if (createdAt === undefined || id === undefined) throw unknownCursor();
  return [Number(createdAt), id];
}

function fromRaw(row: Raw): ApprovalRow {
  // Both texts were written by `save` above.
  return {
    ...row,
    draft: row.draft === 1,
    state: JSON.parse(row.state) as ApprovalState,
    view: JSON.parse(row.view) as Json,
  };
}
