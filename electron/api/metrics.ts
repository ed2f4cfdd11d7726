import type { OutputOf } from '../../shared/api/contract.ts';
import type { metrics } from '../../shared/api/metrics.ts';
import type { ApprovalRow } from '../store/approvals.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import { awaySince } from './away.ts';
import type { ApiParts } from './parts.ts';

type Row = OutputOf<'metrics.approvals'>['total'];

/** Approvals of a period in numbers. Drafts never count; everything can be computed again from the runs' events. */
export function createMetricHandlers({ store, clock }: ApiParts): HandlersOf<typeof metrics> {
  return {
    'metrics.away': ({ since }) => awaySince(store, Date.parse(since)),
    'metrics.approvals': ({ from, to, flow }) => {
      const start = from === undefined ? 0 : Date.parse(from);
      const end = to === undefined ? clock.now() + 1 : Date.parse(to);
      const rows = store.approvals
        .between(start, end)
        .filter((row) => flow === undefined || row.flow === flow);
      const total = rowOf('all', rows);
      const ended = rows.filter(isDecided);
      const rate = (count: number) => (ended.length === 0 ? null : count / ended.length);
      const oldest = rows.find(({ status }) => status === 'pending');
      return {
        from: from ?? null,
        to: to ?? null,
        total,
        rates: {
          approve: rate(total.approved),
          edit: rate(total.edited),
          decline: rate(total.declined),
          timeout: rate(total.expired),
          rework: rate(total.changes),
          withoutHuman: rate(
            ended.filter(({ state }) => state.decided === null || state.decided.by === 'timer').length,
          ),
        },
        oldest:
          oldest === undefined
            ? null
            : { id: oldest.id, title: oldest.title, createdAt: iso(oldest.createdAt) },
        byTier: grouped(rows, ({ tier }) => [String(tier)]),
        byPool: grouped(rows, ({ state }) => state.card.assign.pools),
        byFlow: grouped(rows, (row) => [row.flow]),
        byRequester: grouped(rows, ({ state }) => [state.card.requester ?? 'unknown']),
        byDay: grouped(rows, ({ createdAt }) => [iso(createdAt).slice(0, 10)]),
      };
    },
  };
}

const isDecided = ({ status }: ApprovalRow): boolean =>
  status === 'approved' || status === 'declined' || status === 'changes' || status === 'expired';

function grouped(rows: readonly ApprovalRow[], keysOf: (row: ApprovalRow) => readonly string[]): Row[] {
  const groups = new Map<string, ApprovalRow[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([key, group]) => rowOf(key, group));
}

function rowOf(key: string, rows: readonly ApprovalRow[]): Row {
  const decided = rows.filter(isDecided);
  const times = decided
    .map(({ createdAt, decidedAt }) => (decidedAt ?? createdAt) - createdAt)
    .sort((a, b) => a - b);
  const count = (status: ApprovalRow['status']) => rows.filter((row) => row.status === status).length;
  return {
    key,
    requested: rows.length,
    decided: decided.length,
    pending: count('pending'),
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    approved: count('approved'),
    edited: decided.filter(({ state }) => (state.decided?.edits.length ?? 0) > 0).length,
    declined: count('declined'),
    changes: count('changes'),
    expired: count('expired'),
  };
}

/** Nearest rank, of sorted values: always one that really happened. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
