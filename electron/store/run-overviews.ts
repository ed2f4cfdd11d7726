import type { Database } from 'better-sqlite3';

/** Failed runs of one cause. `n` and `id` are those of the newest. Times are epoch ms. */
export type FailureRow = {
  flow: string;
  node: string | null;
  code: string | null;
  count: number;
  id: string;
  message: string | null;
  endedAt: number;
};

/** Which failed runs are counted; null: all. `from` and `to` are when they started, epoch ms. */
export type FailureQuery = {
  flow: string | null;
  version: number | null;
  target: string | null;
  person: string | null;
  from: number | null;
  to: number | null;
};

/** A run that may be stuck, and what speaks for it; who asks looks closer. */
export type StuckRow = { id: string; isParked: boolean; isQueued: boolean; before: string | null };

export type StuckSince = {
  /** Due before this and still not happened. */
  due: number;
  /** Queued or running since before this. */
  moving: number;
  /** Waiting without an end since before this. */
  endless: number;
};

/** The run list seen from above: why runs fail, and which stand still. */
export function createRunOverviews(db: Database) {
  // The index of failures is walked once; the newest of each cause is looked up after it.
  const failures = db.prepare<[Required<FailureQuery> & { limit: number }], FailureRow>(
    `SELECT g.flow, g.node, g.code, g.count, r.id, r.outcome_message AS message, r.ended_at AS endedAt FROM (
       SELECT flow, outcome_node AS node, outcome_code AS code, count(*) AS count, max(n) AS newest
       FROM runs INDEXED BY runs_failed WHERE status = 'failed' AND (@flow IS NULL OR flow = @flow)
         AND (@from IS NULL OR started_at >= @from) AND (@to IS NULL OR started_at <= @to)
         AND (@target IS NULL OR target = @target) AND (@version IS NULL OR version = @version)
         AND (@person IS NULL OR started_by = @person) GROUP BY flow, outcome_node, outcome_code
     ) g JOIN runs r ON r.n = g.newest ORDER BY g.newest DESC LIMIT @limit`,
  );
  const stuck = db.prepare<
    [number, number, number, number, number],
    { id: string; isParked: number; isQueued: number; before: string | null }
  >(
    `SELECT id, parked IS NOT NULL AS isParked, q.run IS NOT NULL AS isQueued,
       (SELECT o.id FROM runs o WHERE q.run IS NOT NULL AND o.overlap = r.overlap AND o.ended_at IS NULL AND o.n < r.n
        ORDER BY o.n LIMIT 1) AS before
     FROM runs r LEFT JOIN queue q ON q.run = r.n
     WHERE ended_at IS NULL AND (unknown = 1 OR parked IS NOT NULL OR due_at < ?
       OR (q.run IS NOT NULL AND started_at < ?) OR (status = 'running' AND started_at < ?)
       OR (status = 'waiting' AND q.run IS NULL AND due_at IS NULL AND target <> 'draft' AND started_at < ?))
     ORDER BY n LIMIT ?`,
  );
  return {
    /** Newest cause first. */
    failures: (query: FailureQuery, limit: number): FailureRow[] => failures.all({ ...query, limit }),
    /** Oldest run first. */
    maybeStuck: ({ due, moving, endless }: StuckSince, limit: number): StuckRow[] =>
      stuck
        .all(due, moving, moving, endless, limit)
        .map((row) => ({ ...row, isParked: row.isParked === 1, isQueued: row.isQueued === 1 })),
  };
}
