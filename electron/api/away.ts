import type { OutputOf } from '../../shared/api/contract.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import type { AuditRow } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { iso } from './page-of.ts';

type Away = OutputOf<'metrics.away'>;
type Item = Away['items'][number];

const most = 200;
/** A start within this of its plan is on time. */
const lateMs = 60_000;

/** What nobody did since a moment: deadlines that passed, cards handed on, starts that were skipped or came late. */
export function awaySince(store: Store, since: number): Away {
  const entries = store.audit.since(
    since,
    ['approval.expired', 'approval.decided', 'approval.escalated', 'schedule.missed'],
    // Also people's decisions are read and left out below.
    most * 10,
  );
  const items = [...entries.flatMap((entry) => itemOf(store, entry)), ...lateStarts(store, since)];
  items.sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
  return { since: iso(since), items: items.slice(0, most), more: items.length > most };
}

function itemOf(store: Store, { at, actor, kind, body }: AuditRow): Item[] {
  if (!isJsonObject(body) || body['draft'] === true) return [];
  const flow = text(body['flow']) ?? '';
  const base = { at: iso(at), flow, run: text(body['run']), approval: null, title: null };
  if (kind === 'schedule.missed') {
    const count = body['count'];
    return [{ ...base, what: 'skipped', decision: null, amount: typeof count === 'number' ? count : null }];
  }
  if (kind === 'approval.decided' && actor !== 'timer') return [];
  const approval = text(body['approval']);
  const title = approval === null ? null : (store.approvals.get(approval)?.title ?? null);
  const what =
    kind === 'approval.expired' ? 'expired' : kind === 'approval.decided' ? 'decided' : 'escalated';
  return [{ ...base, what, approval, title, decision: text(body['decision']), amount: null }];
}

function lateStarts(store: Store, since: number): Item[] {
  return store.schedules.late(since, lateMs, most).map(({ flow, run, slot, at }) => ({
    what: 'late',
    at: iso(at),
    flow,
    run,
    approval: null,
    title: null,
    decision: null,
    amount: at - slot,
  }));
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
