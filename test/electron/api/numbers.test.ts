import { expect, test } from 'vitest';
import type { ApprovalRow } from '../../../electron/store/approvals.ts';
import type { OutputOf } from '../../../shared/api/contract.ts';
import { fillHome } from '../../support/big-home.ts';
import { openEngine } from '../../support/engine-home.ts';
import { startHost, tempHome } from '../../support/host.ts';

type Row = OutputOf<'metrics.approvals'>['total'];

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 2, 1);

/** The same numbers every time: a test that fails must fail again. */
function chance(seed: number): (choices: number) => number {
  let state = seed;
  return (choices) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * choices);
  };
}

/** One real card of each home's own making, written many times with everything that is counted varied. */
async function randomCards(home: string, count: number): Promise<ApprovalRow[]> {
  await fillHome(home, { finished: 1, waiting: 1, cards: 0, decided: 0 }, () => undefined);
  const engine = await openEngine({ home, asleep: true });
  const [model] = engine.store.approvals.list({ status: 'approved' }).items;
  if (model?.state.decided == null) throw new Error('No decided card to begin with.');
  const pick = chance(7);
  const one = <T>(...choices: T[]): T => choices[pick(choices.length)] as T; // never empty here
  const rows: ApprovalRow[] = [];
  const { decided } = model.state;
  for (let n = 0; n < count; n += 1) {
    const status = one(
      'approved',
      'approved',
      'approved',
      'declined',
      'changes',
      'expired',
      'pending',
      'cancelled',
    );
    const createdAt = start + pick(40 * day);
    const isAnswered = status !== 'pending' && status !== 'cancelled';
    const flow = one('orders', 'bills', 'parcels');
    const tier = one<0 | 1 | 2 | 3>(0, 1, 2, 3);
    const isLate = status === 'expired' || (status === 'declined' && pick(3) === 0);
    const card: ApprovalRow = {
      ...model,
      id: `card.${n}`,
      run: `run-${n}`,
      flow,
      node: one('ask', 'review'),
      status,
      tier,
      draft: pick(10) === 0,
      createdAt,
      decidedAt: status === 'pending' ? null : createdAt + pick(3 * day),
      state: {
        ...model.state,
        status,
        card: {
          ...model.state.card,
          requester: one('owner', 'jon', null),
          assign: {
            ...model.state.card.assign,
            pools: one(['finance'], ['finance', 'editors'], ['editors'], []),
          },
        },
        comments: Array.from({ length: pick(3) }, (_, at) => ({ by: 'jon', text: 'Why?', at })),
        decided: isAnswered
          ? {
              ...decided,
              by: isLate ? 'timer' : 'jon',
              edits: pick(4) === 0 ? [{ op: 'replace', path: '/a', value: 1 }] : [],
            }
          : null,
      },
    };
    rows.push(card);
  }
  await engine.store.write(() => rows.forEach((row) => engine.store.approvals.save(row)));
  await engine.close();
  return rows.filter(({ draft }) => !draft).sort((a, b) => a.createdAt - b.createdAt);
}

const isDecided = ({ status }: ApprovalRow): boolean =>
  status === 'approved' || status === 'declined' || status === 'changes' || status === 'expired';

/** The slow way: from whole cards, group by group. */
function slowRow(key: string, rows: readonly ApprovalRow[]): Row {
  const decided = rows.filter(isDecided);
  const times = decided
    .map(({ createdAt, decidedAt }) => (decidedAt ?? createdAt) - createdAt)
    .sort((a, b) => a - b);
  const rank = (share: number) => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? null;
  const count = (status: ApprovalRow['status']) => rows.filter((row) => row.status === status).length;
  return {
    key,
    requested: rows.length,
    decided: decided.length,
    pending: count('pending'),
    medianMs: rank(0.5),
    p95Ms: rank(0.95),
    approved: count('approved'),
    edited: decided.filter(({ state }) => (state.decided?.edits.length ?? 0) > 0).length,
    declined: count('declined'),
    changes: count('changes'),
    expired: count('expired'),
    overdue: decided.filter(({ state }) => state.decided?.by === 'timer').length,
    remarks: rows.reduce((sum, { state }) => sum + state.comments.length, 0),
  };
}

function slowGroups(rows: readonly ApprovalRow[], keysOf: (row: ApprovalRow) => readonly string[]): Row[] {
  const keys = [...new Set(rows.flatMap(keysOf))].sort((a, b) => a.localeCompare(b));
  return keys.map((key) =>
    slowRow(
      key,
      rows.filter((row) => keysOf(row).includes(key)),
    ),
  );
}

test('the numbers are what counting whole cards one by one gives, of any period and of one flow', async () => {
  const home = tempHome();
  const cards = await randomCards(home, 600);
  const { client } = await startHost({ home });
  const iso = (at: number) => new Date(at).toISOString();
  for (const [from, to, flow] of [
    [start, start + 40 * day, undefined],
    [start + 10 * day, start + 17 * day, undefined],
    [start, start + 40 * day, 'bills'],
  ] as const) {
    const rows = cards.filter(
      (row) => row.createdAt >= from && row.createdAt < to && (flow === undefined || row.flow === flow),
    );
    const ended = rows.filter(isDecided);
    const oldest = rows.find(({ status }) => status === 'pending');
    const answer = await client('metrics.approvals', {
      from: iso(from),
      to: iso(to),
      ...(flow === undefined ? {} : { flow }),
    });
    expect(answer).toEqual({
      from: iso(from),
      to: iso(to),
      total: slowRow('all', rows),
      rates: {
        approve: slowRow('', rows).approved / ended.length,
        edit: slowRow('', rows).edited / ended.length,
        decline: slowRow('', rows).declined / ended.length,
        timeout: slowRow('', rows).expired / ended.length,
        rework: slowRow('', rows).changes / ended.length,
        withoutHuman: ended.filter(({ state }) => state.decided?.by === 'timer').length / ended.length,
      },
      oldest: { id: oldest?.id, title: oldest?.title, createdAt: iso(oldest?.createdAt ?? 0) },
      byTier: slowGroups(rows, ({ tier }) => [String(tier)]),
      byPool: slowGroups(rows, ({ state }) => state.card.assign.pools),
      byFlow: slowGroups(rows, (row) => [row.flow]),
      byRequester: slowGroups(rows, ({ state }) => [state.card.requester ?? 'unknown']),
      byDay: slowGroups(rows, ({ createdAt }) => [iso(createdAt).slice(0, 10)]),
      byGate: slowGroups(rows, (row) => [`${row.flow} ${row.node}`]).map((row) => {
        const [gateFlow = '', node = ''] = row.key.split(' ');
        return { ...row, flow: gateFlow, node };
      }),
    });
  }
});

test('how a pool stands: what waits for it, how many people it has, and what came and went in a week', async () => {
  const home = tempHome();
  await fillHome(home, { finished: 12, waiting: 8, cards: 5, decided: 4 }, () => undefined);
  const { client } = await startHost({ home });
  await client('workspace.save', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Mara' },
      { id: 'jon', name: 'Jon' },
    ],
    pools: { finance: ['owner', 'jon'] },
  });
  const { items } = await client('metrics.queues', {});
  // Five copies and the card they were made from; of the answered ones only their pattern is of this week.
  expect(items).toEqual([
    { pool: 'finance', people: 2, open: 6, oldestAt: expect.any(String), arrived: 7, settled: 1 },
  ]);
  const runs = (await client('metrics.automation', {})).items;
  expect(runs).toContainEqual({ flow: 'payments', ended: 5, alone: 0 });
  const orders = runs.find(({ flow }) => flow === 'orders');
  expect(orders?.alone).toBe(orders?.ended);
});
