import type { Database } from 'better-sqlite3';
import type { ApprovalStatus } from '../../shared/run/state.ts';

/** What numbers need of one live card. Times are epoch ms. */
export type CardFigures = {
  createdAt: number;
  status: ApprovalStatus;
  decidedAt: number | null;
  tier: number;
  flow: string;
  node: string;
  /** Pools it was first asked of, as JSON: the same text for the same pools. */
  pools: string;
  requester: string | null;
  /** A person, or `timer`; null while it waits and where it ended without a decision. */
  decidedBy: string | null;
  edits: number;
  comments: number;
};

type Raw = [
  createdAt: number,
  status: ApprovalStatus,
  decidedAt: number | null,
  tier: number,
  flow: string,
  node: string,
  pools: string,
  requester: string | null,
  decidedBy: string | null,
  edits: number | null,
  comments: number | null,
];

/** Live cards and ended runs as numbers need them, read from indexes alone: no card and no history is opened. */
export function createCardFigures(db: Database) {
  const counted = db
    .prepare<[number, number], Raw>(
      `SELECT created_at, status, decided_at, tier, flow, node,
         json_extract(state, '$.card.assign.pools'), json_extract(state, '$.card.requester'),
         json_extract(state, '$.decided.by'), json_array_length(state, '$.decided.edits'),
         json_array_length(state, '$.comments')
       FROM approvals INDEXED BY approvals_counted
       WHERE draft = 0 AND created_at >= ? AND created_at < ? ORDER BY created_at`,
    )
    .raw();
  const oldest = db.prepare<[number, number], { id: string; title: string; createdAt: number }>(
    `SELECT id, title, created_at AS createdAt FROM approvals INDEXED BY approvals_by_status
     WHERE status = 'pending' AND draft = 0 AND created_at >= ? AND created_at < ? ORDER BY created_at, id LIMIT 1`,
  );
  const oldestOf = db.prepare<[number, number, string], { id: string; title: string; createdAt: number }>(
    `SELECT id, title, created_at AS createdAt FROM approvals INDEXED BY approvals_by_status
     WHERE status = 'pending' AND draft = 0 AND created_at >= ? AND created_at < ? AND flow = ?
     ORDER BY created_at, id LIMIT 1`,
  );
  // A card is never older than its run: whoever decided in a run of the period is found from its beginning on.
  const decided = db
    .prepare<[number], [string]>(
      `SELECT run FROM approvals INDEXED BY approvals_counted
       WHERE draft = 0 AND created_at >= ? AND json_extract(state, '$.decided.by') <> 'timer'`,
    )
    .raw();
  const ended = db
    .prepare<[number, number], [string, string]>(
      `SELECT flow, id FROM runs INDEXED BY runs_counted
       WHERE ended_at IS NOT NULL AND target <> 'draft' AND started_at >= ? AND started_at < ?`,
    )
    .raw();

  return {
    /** Live cards made in a period, oldest first. */
    *figures(from: number, to: number): Generator<CardFigures> {
      for (const row of counted.iterate(from, to)) {
        const [createdAt, status, decidedAt, tier, flow, node, pools, requester, decidedBy, edits, comments] =
          row;
        yield {
          createdAt,
          status,
          decidedAt,
          tier,
          flow,
          node,
          pools,
          requester,
          decidedBy,
          edits: edits ?? 0,
          comments: comments ?? 0,
        };
      }
    },
    /** The live card of a period that waits longest. */
    oldest: (from: number, to: number, flow: string | undefined) =>
      (flow === undefined ? oldest.get(from, to) : oldestOf.get(from, to, flow)) ?? null,
    /** Runs that began in a period and have ended, by flow; `alone`: no person decided anything in them. */
    endedRuns: (from: number, to: number): { flow: string; ended: number; alone: number }[] => {
      const withPeople = new Set(decided.all(from).map(([run]) => run));
      const flows = new Map<string, { flow: string; ended: number; alone: number }>();
      for (const [flow, id] of ended.iterate(from, to)) {
        const count = flows.get(flow) ?? { flow, ended: 0, alone: 0 };
        flows.set(flow, count);
        count.ended += 1;
        if (!withPeople.has(id)) count.alone += 1;
      }
      return [...flows.values()];
    },
  };
}
