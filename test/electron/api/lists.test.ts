import { describe, expect, test } from 'vitest';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import type { Clock } from '../../../electron/runtime/clock.ts';
import { createClient, type Client } from '../../../shared/api/client.ts';
import { askingFlow } from '../../support/flows.ts';
import { startHost, type TestHost } from '../../support/host.ts';

const hour = 3_600_000;

async function get(host: TestHost, path: string): Promise<{ status: number; body: unknown }> {
  const reply = await fetch(`${host.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${host.token}` },
  });
  return { status: reply.status, body: await reply.json() };
}

test('a cursor that no list gave is refused, never taken for the first page', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: askingFlow() });
  await host.client('flows.release', { id: 'asking' });
  for (const path of ['/runs', '/approvals', '/flows', '/flows/asking/releases']) {
    for (const cursor of ['zzz', 'r0', 'r-1', '12_', '_x', '']) {
      const { status, body } = await get(host, `${path}?cursor=${cursor}`);
      expect([path, cursor, status]).toEqual([path, cursor, 400]);
      expect(body).toMatchObject({
        error: { code: 'malformed', fix: expect.stringContaining('first page') },
      });
    }
  }
});

/** Every item of a list, two at a time. */
async function paged<Item>(
  read: (cursor?: string) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const { items, next } = await read();
  const all = [...items];
  for (let cursor = next; cursor !== null;) {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

test('the cursor of a page leads to the next one until there is none', async () => {
  const { client } = await startHost();
  await client('flows.import', { text: askingFlow() });
  const ids: string[] = [];
  for (const title of ['a', 'b', 'c', 'd', 'e'])
    ids.push((await client('runs.start', { id: 'asking', input: { title } })).id);
  const at = (cursor?: string) => ({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
  const runs = await paged((cursor) => client('runs.list', at(cursor)));
  const cards = await paged((cursor) => client('approvals.list', at(cursor)));
  expect(runs.map(({ id }) => id)).toEqual([...ids].reverse());
  expect(cards.map(({ run }) => run).sort()).toEqual([...ids].sort());
});

describe('mine', () => {
  async function asked(
    target: 'draft' | 'live',
    { starter, ...options }: { starter?: string; clock?: Clock } = {},
  ) {
    const host = await startHost(options);
    const people = ['owner', 'mara', 'jan', 'lea'].map((id) => ({ id, name: id }));
    await host.client('workspace.save', { me: 'owner', people, pools: { editors: ['mara', 'jan', 'lea'] } });
    const text = askingFlow().replace(
      'assign: { pools: [editors] }',
      'assign: { pools: [editors] }\n      quorum: 2',
    );
    await host.client('flows.import', { text });
    await host.client('flows.release', { id: 'asking' });
    await host.client('flows.setLive', { id: 'asking', version: 1 });
    const as = async (person: string, role: 'approver' | 'designer' = 'approver'): Promise<Client> => {
      const { token } = await host.client('tokens.create', { role, person });
      return createClient(createHttpCall({ url: host.url, token }));
    };
    const client = starter === undefined ? host.client : await as(starter, 'designer');
    const { id } = await client('runs.start', { id: 'asking', target, input: { title: 'x' } });
    const mine = async (who: Client): Promise<number> =>
      (await who('approvals.list', { mine: true })).items.length;
    return { host, as, mine, run: id, card: `${id}.review.1` };
  }

  test('holds a card again for whoever agreed before somebody else’s edit', async () => {
    const { as, mine, card } = await asked('live');
    const [mara, jan, lea] = [await as('mara'), await as('jan'), await as('lea')];
    await mara('approvals.decide', { id: card, decision: 'approved' });
    expect([await mine(mara), await mine(jan), await mine(lea)]).toEqual([0, 1, 1]);
    await jan('approvals.decide', { id: card, decision: 'approved', values: { amount: 7 } });
    expect([await mine(mara), await mine(jan), await mine(lea)]).toEqual([1, 0, 1]);
  });

  test('leaves a card out for whoever put it off, until it returns, and for nobody else', async () => {
    let ahead = 0;
    const clock: Clock = { now: () => Date.now() + ahead, setTimer: () => () => undefined };
    const { as, mine, card } = await asked('live', { clock });
    const [mara, jan] = [await as('mara'), await as('jan')];
    const until = new Date(Date.now() + hour).toISOString();
    expect(await mara('approvals.defer', { id: card, until })).toMatchObject({
      deferredBy: 'mara',
    });
    expect([await mine(mara), await mine(jan)]).toEqual([0, 1]);
    ahead = hour + 1000;
    expect([await mine(mara), await mine(jan)]).toEqual([1, 1]);
  });

  test('holds a draft for its starter and the owner, however often they spoke, and for nobody else', async () => {
    const { host, as, mine, card } = await asked('draft', { starter: 'mara' });
    const [mara, jan] = [await as('mara'), await as('jan')];
    await mara('approvals.decide', { id: card, decision: 'approved' });
    expect([await mine(mara), await mine(host.client), await mine(jan)]).toEqual([1, 1, 0]);
    await mara('approvals.decide', { id: card, decision: 'approved', as: 'Editor A' });
    expect([await mine(mara), await mine(host.client)]).toEqual([0, 0]);
  });

  test('goes by the clock of a draft that jumped', async () => {
    const { host, mine, run, card } = await asked('draft');
    await host.client('runs.jump', { id: run });
    expect(await mine(host.client)).toBe(0);
    expect(await host.client('approvals.get', { id: card })).toMatchObject({ status: 'declined' });
  });
});
