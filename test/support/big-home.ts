import { newRunId } from '../../electron/runtime/run-id.ts';
import type { ApprovalRow } from '../../electron/store/approvals.ts';
import { eventsBody } from '../../electron/store/events.ts';
import type { NewRun } from '../../electron/store/runs.ts';
import type { NewEvent, RunEvent } from '../../shared/run/event.ts';
import { addFlow, openEngine, until, type EngineHome } from './engine-home.ts';

/** `decided`: runs of which each asked once and was answered. */
export type Counts = { finished: number; waiting: number; cards: number; decided?: number };

const hour = 3_600_000;
/** Runs written in one transaction. */
const batch = 2000;
/** Stands in the pattern for the number of the run. */
const numberMark = '4711004711';

const flowOf = (id: string, name: string, nodes: string, edges: string): string => `countersign: 1
id: ${id}
name: ${name}
inputs: { order: string, customer: string }
nodes:
  start: { kind: trigger.manual }
${nodes}
  done: { kind: end, config: { message: 'Order {{ trigger.input.order }} is done' } }
edges: [${edges}]
`;

const sending = (id: string, name: string): string =>
  flowOf(
    id,
    name,
    `  send: { kind: http, config: { method: POST, url: http://far.test/orders, body: { order: '{{ trigger.input.order }}' } } }`,
    'start -> send, send -> done',
  );

const texts = [
  sending('orders', 'Take in an order'),
  sending('parcels', 'Send a parcel'),
  sending('bills', 'Write a bill'),
  flowOf(
    'deliveries',
    'Wait for a delivery',
    '  arrives: { kind: wait, config: { timeout: 90d } }',
    'start -> arrives, arrives.done -> done, arrives.timeout -> done',
  ),
  flowOf(
    'payments',
    'Pay an invoice',
    `  ask: { kind: approval, config: { title: 'Pay order {{ trigger.input.order }}', proposal: { action: Pay, target: the supplier },
    assign: { pools: [finance] }, timeout: 30d, onTimeout: decline } }`,
    'start -> ask, ask.approved -> done',
  ),
];

/** A run as the engine wrote it, from which others like it are written. */
type Pattern = {
  id: string;
  row: NewRun;
  /** One transition each. */
  rows: { seq: number; at: number; body: string }[];
  cards: ApprovalRow[];
};

/**
 * A home with very many runs. One of each kind is run by the real engine; the others are written as copies of it under
 * their own ids, numbers and times, through the store's own functions in large transactions. Search is fed as always.
 */
export async function fillHome(home: string, counts: Counts, log: (line: string) => void): Promise<void> {
  const engine = await openEngine({
    home,
    script: {
      send: ({ input }) =>
        JSON.stringify(input).includes('refused')
          ? { ok: false, error: { code: 'http_status', message: 'far.test answered 400.' } }
          : { ok: true, output: { accepted: true, number: numberMark } },
    },
  });
  try {
    for (const text of texts) await addFlow(engine, text, true);
    const finished = await Promise.all(['orders', 'parcels', 'bills'].map((flow) => patternOf(engine, flow)));
    const failed = await Promise.all(
      ['orders', 'bills'].map((flow) => patternOf(engine, flow, `refused ${numberMark}`)),
    );
    const waiting = await patternOf(engine, 'deliveries');
    const card = await patternOf(engine, 'payments');
    const answered = counts.decided === undefined ? card : await decidedOf(engine);
    const now = Date.now();
    // Spread over ninety days, oldest first; every fortieth failed.
    const step = (90 * 24 * hour) / Math.max(counts.finished, 1);
    await write(engine, counts.finished, log, (n) => ({
      pattern: (n % 40 === 0 ? failed[(n / 40) % 2] : finished[n % 3]) ?? waiting,
      at: now - 90 * 24 * hour + n * step,
    }));
    const often = (90 * 24 * hour) / Math.max(counts.decided ?? 0, 1);
    await write(engine, counts.decided ?? 0, log, (n) => ({
      pattern: answered,
      at: now - 90 * 24 * hour + n * often,
    }));
    await write(engine, counts.waiting - counts.cards, log, () => ({ pattern: waiting, at: now }));
    await write(engine, counts.cards, log, () => ({ pattern: card, at: now }));
    log('feeding the search');
    await engine.runtime.indexed();
  } finally {
    await engine.close();
  }
}

async function patternOf(engine: EngineHome, flow: string, order = numberMark): Promise<Pattern> {
  const { id } = await engine.runtime.start({
    flow,
    target: 'live',
    input: { order, customer: `Ada Lovelace ${numberMark}` },
    startedBy: 'owner',
    trigger: undefined,
    requestId: undefined,
  });
  await until(() => ['succeeded', 'failed', 'waiting'].includes(engine.runtime.state(id).status));
  return readPattern(engine, id);
}

async function readPattern(engine: EngineHome, id: string): Promise<Pattern> {
  await engine.store.settled();
  const row = engine.store.runs.get(id);
  if (row === null) throw new Error('The pattern was not kept.');
  const transitions = Map.groupBy(engine.store.events.of(id), ({ at }) => at);
  return {
    id,
    row,
    rows: [...transitions.values()].map((events) => ({
      seq: events[0]?.seq ?? 1,
      at: events[0]?.at ?? 0,
      body: eventsBody(events.map(withoutNumber)),
    })),
    cards: engine.store.approvals.ofRun(id),
  };
}

/** Asked and approved. */
async function decidedOf(engine: EngineHome): Promise<Pattern> {
  const asked = await patternOf(engine, 'payments');
  const [card] = asked.cards;
  if (card === undefined) throw new Error('The pattern asks nobody.');
  await engine.runtime.submit(
    asked.id,
    {
      type: 'decision',
      node: card.node,
      visit: card.visit,
      actor: { person: 'owner', via: 'window' },
      decision: 'approved',
      comment: 'As ordered',
      values: null,
      seen: null,
    },
    'host',
  );
  await until(() => engine.runtime.state(asked.id).status === 'succeeded');
  return readPattern(engine, asked.id);
}

function withoutNumber(event: RunEvent): NewEvent {
  const { seq: _seq, at: _at, ...rest } = event;
  return rest;
}

async function write(
  engine: EngineHome,
  count: number,
  log: (line: string) => void,
  plan: (n: number) => { pattern: Pattern; at: number },
): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    await engine.store.write(() => {
      for (let n = from; n < Math.min(from + batch, count); n += 1) copy(engine, n, plan(n));
    });
    if ((from / batch) % 10 === 9) log(`${from + batch} of ${count} written`);
  }
}

function copy({ store }: EngineHome, n: number, { pattern, at }: { pattern: Pattern; at: number }): void {
  const id = newRunId();
  const late = at - pattern.row.startedAt;
  const own = (text: string): string =>
    text.replaceAll(pattern.id, id).replaceAll(numberMark, String(1_000_000 + n));
  const { row } = pattern;
  const place = store.runs.insert({
    ...row,
    id,
    startedAt: at,
    endedAt: row.endedAt === null ? null : row.endedAt + late,
    // Waits end over some days, not all at once.
    dueAt: row.dueAt === null ? null : row.dueAt + n * 60_000,
    outcomeMessage: row.outcomeMessage === null ? null : own(row.outcomeMessage),
    waitingFor: JSON.parse(own(JSON.stringify(row.waitingFor))) as NewRun['waitingFor'], // as it was
  });
  for (const { seq, at: then, body } of pattern.rows) store.events.append(place, seq, then + late, own(body));
  for (const asked of pattern.cards) {
    const card = JSON.parse(own(JSON.stringify(asked))) as ApprovalRow; // as it was
    const decidedAt = card.decidedAt === null ? null : card.decidedAt + late;
    store.approvals.save({ ...card, createdAt: card.createdAt + late, decidedAt });
  }
}
