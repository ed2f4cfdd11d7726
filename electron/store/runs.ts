import type { Database } from 'better-sqlite3';
import type { RunInfo, RunStatus } from '../../shared/run/event.ts';
import type { WaitingFor } from '../../shared/run/waiting-for.ts';
import { cursorOf, runConditions, type RunQuery } from './run-query.ts';
import { createRunOverviews } from './run-overviews.ts';
import { createRunWork } from './run-work.ts';

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
  /** The code of the error it failed with. */
  outcomeCode: string | null;
  dueAt: number | null;
  inFlight: boolean;
  polled: boolean;
  waitingFor: WaitingFor[];
  /** Some step of it may or may not have happened: a person has to say. */
  unknown: boolean;
  practice: boolean;
  overlap: string | null;
  crashes: number;
  /** Why recovery gave up on it; null = it is looked after. */
  parked: string | null;
  purgedAt: number | null;
};

type Flags = 'inFlight' | 'polled' | 'unknown' | 'practice';
type Raw = Omit<RunRow, Flags | 'waitingFor'> & Record<Flags, number> & { waiting: string | null };

export type RunChange = Pick<
  RunRow,
  | 'n'
  | 'version'
  | 'hash'
  | 'status'
  | 'endedAt'
  | 'outcomeNode'
  | 'outcomeMessage'
  | 'outcomeCode'
  | 'dueAt'
  | 'inFlight'
  | 'polled'
  | 'waitingFor'
  | 'unknown'
  | 'practice'
>;
export type NewRun = Omit<RunRow, 'n' | 'crashes' | 'parked' | 'purgedAt'>;

const columns = `n, id, flow, version, target, hash, etag, status, trigger_node AS triggerNode, trigger_kind AS triggerKind,
  started_by AS startedBy, requester, started_at AS startedAt, ended_at AS endedAt, outcome_node AS outcomeNode,
  outcome_message AS outcomeMessage, outcome_code AS outcomeCode, due_at AS dueAt, in_flight AS inFlight, polled, waiting, unknown, practice, overlap, crashes,
  parked, purged_at AS purgedAt`;

export type RunStore = ReturnType<typeof createRunStore>;

export function createRunStore(db: Database) {
  // Positional parameters: this insert is on the path of every trigger.
  const insert = db.prepare<unknown[]>(
    `INSERT INTO runs (id, flow, version, target, hash, etag, status, trigger_node, trigger_kind, started_by, requester, started_at,
       ended_at, outcome_node, outcome_message, outcome_code, due_at, in_flight, polled, waiting, unknown, practice, overlap)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const update = db.prepare<unknown[]>(
    `UPDATE runs SET version = ?, hash = ?, status = ?, ended_at = ?, outcome_node = ?, outcome_message = ?, outcome_code = ?, due_at = ?,
       in_flight = ?, polled = ?, waiting = ?, unknown = ?, practice = ?, crashes = 0, parked = NULL WHERE n = ?`,
  );
  const get = db.prepare<[string], Raw>(`SELECT ${columns} FROM runs WHERE id = ?`);
  const waiting = db.prepare<[], { flow: string; count: number }>(
    "SELECT flow, count(*) AS count FROM runs WHERE ended_at IS NULL AND status = 'waiting' GROUP BY flow",
  );
  const counts = db.prepare<[], { status: RunStatus; count: number }>(
    'SELECT status, count(*) AS count FROM runs WHERE ended_at IS NULL GROUP BY status',
  );

  // The plus keeps SQLite to the index of what has not ended: a flow may have many runs behind it.
  const unfinished = db.prepare<[string], { version: number; count: number }>(
    `SELECT version, count(*) AS count FROM runs
     WHERE ended_at IS NULL AND status IN ('running', 'waiting') AND +flow = ? AND version IS NOT NULL GROUP BY version`,
  );

  return {
    ...createRunWork(db),
    ...createRunOverviews(db),
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
          run.outcomeCode,
          run.dueAt,
          Number(run.inFlight),
          Number(run.polled),
          waitingText(run.waitingFor),
          Number(run.unknown),
          Number(run.practice),
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
        run.outcomeCode,
        run.dueAt,
        Number(run.inFlight),
        Number(run.polled),
        waitingText(run.waitingFor),
        Number(run.unknown),
        Number(run.practice),
        run.n,
      ),
    get: (id: string): RunRow | null => {
      const row = get.get(id);
      return row === undefined ? null : fromRaw(row);
    },
    counts: () => counts.all(),
    /** How many runs of each flow wait now. */
    waitingByFlow: (): Map<string, number> => new Map(waiting.all().map((row) => [row.flow, row.count])),
    /** How many runs of a flow have not ended, by the version they keep to. */
    unfinishedByVersion: (flow: string): Map<number, number> =>
      new Map(unfinished.all(flow).map((row) => [row.version, row.count])),
    /** Newest first; `next` goes on where the page ended. */
    list: (query: RunQuery): { items: RunRow[]; next: string | null } => {
      const limit = Math.min(Math.max(query.limit ?? 50, 1), 500);
      const { where, values } = runConditions(query);
      const sql = `SELECT ${columns} FROM runs ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY n DESC LIMIT ?`;
      const rows = db.prepare<(string | number)[], Raw>(sql).all(...values, limit + 1);
      const items = rows.slice(0, limit).map(fromRaw);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last !== undefined ? cursorOf(last.n) : null };
    },
  };
}

function fromRaw(row: Raw): RunRow {
  const { waiting, ...rest } = row;
  return {
    ...rest,
    inFlight: row.inFlight === 1,
    polled: row.polled === 1,
    unknown: row.unknown === 1,
    practice: row.practice === 1,
    waitingFor: waiting === null ? [] : (JSON.parse(waiting) as WaitingFor[]), // written by `waitingText`
  };
}

function waitingText(list: readonly WaitingFor[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}
