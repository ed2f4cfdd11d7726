import type { OutputOf } from '../../shared/api/contract.ts';
import type { CardFigures } from '../store/card-figures.ts';
import { iso } from './page-of.ts';

type Numbers = OutputOf<'metrics.approvals'>;
type Row = Numbers['total'];

/** Counts and times of one group while it is being counted. */
type Tally = Omit<Row, 'medianMs' | 'p95Ms'> & { times: number[] };

const dayMs = 24 * 60 * 60 * 1000;

/** One walk over the cards of a period; `flow` counts only its own. */
export function cardNumbers(
  cards: Iterable<CardFigures>,
  flow: string | undefined,
): Omit<Numbers, 'from' | 'to' | 'oldest'> {
  const total = tallyOf('all');
  let alone = 0;
  const [byTier, byPool, byFlow, byRequester, byGate] = [groups(), groups(), groups(), groups(), groups()];
  const byDay = new Map<number, Tally>();
  const poolsOf = memo((text: string) => JSON.parse(text) as string[]); // made of the card's list of names
  for (const card of cards) {
    if (flow !== undefined && card.flow !== flow) continue;
    if (isDecided(card) && (card.decidedBy === null || card.decidedBy === 'timer')) alone += 1;
    count(total, card);
    count(byTier.of(String(card.tier)), card);
    for (const pool of poolsOf(card.pools)) count(byPool.of(pool), card);
    count(byFlow.of(card.flow), card);
    count(byRequester.of(card.requester ?? 'unknown'), card);
    count(byGate.of(`${card.flow} ${card.node}`), card);
    const day = Math.floor(card.createdAt / dayMs);
    let ofDay = byDay.get(day);
    if (ofDay === undefined) byDay.set(day, (ofDay = tallyOf(iso(day * dayMs).slice(0, 10))));
    count(ofDay, card);
  }
  const share = (part: number): number | null => (total.decided === 0 ? null : part / total.decided);
  return {
    total: rowOf(total),
    rates: {
      approve: share(total.approved),
      edit: share(total.edited),
      decline: share(total.declined),
      timeout: share(total.expired),
      rework: share(total.changes),
      withoutHuman: share(alone),
    },
    byTier: byTier.rows(),
    byPool: byPool.rows(),
    byFlow: byFlow.rows(),
    byRequester: byRequester.rows(),
    byDay: [...byDay.values()].map(rowOf), // cards came in order of time
    byGate: byGate.rows().map((row) => {
      const [gateFlow = '', node = ''] = row.key.split(' '); // ids have no spaces
      return { ...row, flow: gateFlow, node };
    }),
  };
}

const isDecided = ({ status }: CardFigures): boolean =>
  status === 'approved' || status === 'declined' || status === 'changes' || status === 'expired';

const tallyOf = (key: string): Tally => ({
  key,
  requested: 0,
  decided: 0,
  pending: 0,
  approved: 0,
  edited: 0,
  declined: 0,
  changes: 0,
  expired: 0,
  overdue: 0,
  remarks: 0,
  times: [],
});

function groups() {
  const byKey = new Map<string, Tally>();
  return {
    of: (key: string): Tally => {
      let tally = byKey.get(key);
      if (tally === undefined) byKey.set(key, (tally = tallyOf(key)));
      return tally;
    },
    rows: (): Row[] => [...byKey.values()].sort((a, b) => a.key.localeCompare(b.key)).map(rowOf),
  };
}

function count(tally: Tally, card: CardFigures): void {
  tally.requested += 1;
  tally.remarks += card.comments;
  if (card.status === 'pending') tally.pending += 1;
  if (!isDecided(card)) return;
  tally.decided += 1;
  if (card.status === 'approved') tally.approved += 1;
  else if (card.status === 'declined') tally.declined += 1;
  else if (card.status === 'changes') tally.changes += 1;
  else tally.expired += 1;
  if (card.edits > 0) tally.edited += 1;
  if (card.decidedBy === 'timer') tally.overdue += 1;
  tally.times.push((card.decidedAt ?? card.createdAt) - card.createdAt);
}

function rowOf({ times, ...counts }: Tally): Row {
  const sorted = Float64Array.from(times).sort();
  return { ...counts, medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
}

/** Nearest rank, of sorted values: always one that really happened. */
function quantile(sorted: Float64Array, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function memo<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
