import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { first } from '../../../electron/store/migrations/001-first.ts';
import { migrate } from '../../../electron/store/migrate.ts';
import { openStore } from '../../../electron/store/store.ts';
import type { Client } from '../../../shared/api/client.ts';
import { startHost, tempHome } from '../../support/host.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const flow = (timeout = '4h', name = 'Review'): string => `countersign: 1
id: writing
nodes:
  begin: { kind: trigger.manual }
  write: { kind: set, config: { values: { text: x } } }
  review:
    kind: approval
    name: ${name}
    config:
      title: May it go out?
      assign: { pools: [editors] }
      quorum: 2
      alternatives: [{ name: later }]
      timeout: ${timeout}
      onTimeout: decline
  finish: { kind: end }
edges:
  - begin -> write
  - write -> review
  - review.approved -> finish
  - review.changes -> write
  - review.later -> finish
`;

async function waitingVisit(client: Client, run: string, visit: number): Promise<string> {
  const id = `${run}.review.${visit}`;
  await expect
    .poll(async () => (await client('approvals.list', { run, status: 'pending' })).items.map((one) => one.id))
    .toContain(id);
  return id;
}

async function tried(client: Client): Promise<Record<string, string | null>> {
  const { items } = await client('flows.tried', { id: 'writing' });
  return Object.fromEntries(items.map(({ node, port, run }) => [`${node}.${port}`, run]));
}

test('a release knows which ways of its approvals were tried: rounds, practice people and silence count, the newest run is told', async () => {
  const clock = createVirtualClock();
  const { client } = await startHost({ clock });
  await client('flows.import', { text: flow() });
  const nothing = {
    'review.approved': null,
    'review.declined': null,
    'review.changes': null,
    'review.timeout': null,
    'review.later': null,
  };
  expect(await tried(client)).toEqual(nothing);

  const { id: loop } = await client('runs.start', { id: 'writing', target: 'draft' });
  const say = (card: string, decision: string, as: string) =>
    client('approvals.decide', { id: card, decision, as, comment: 'Because' });
  await say(await waitingVisit(client, loop, 1), 'changes', 'Editor A');
  const second = await waitingVisit(client, loop, 2);
  await say(second, 'approved', 'Editor A');
  expect(await tried(client)).toEqual({ ...nothing, 'review.changes': loop });
  await say(second, 'approved', 'Editor B');
  expect(await tried(client)).toEqual({ ...nothing, 'review.changes': loop, 'review.approved': loop });

  const { id: silent } = await client('runs.start', { id: 'writing', target: 'draft' });
  await waitingVisit(client, silent, 1);
  await clock.advance(4 * 3600_000 + 1);
  await expect.poll(async () => (await tried(client))['review.timeout']).toBe(silent);
  expect((await tried(client))['review.declined']).toBeNull();

  const { id: again } = await client('runs.start', { id: 'writing', target: 'draft' });
  const card = await waitingVisit(client, again, 1);
  await say(card, 'approved', 'Editor A');
  await say(card, 'approved', 'Editor B');
  expect((await tried(client))['review.approved']).toBe(again);
});

test('other content has to be tried again, a new name has not, and live runs never count', async () => {
  const { client } = await startHost();
  const draft = await client('flows.import', { text: flow() });
  const { id } = await client('runs.start', { id: 'writing', target: 'draft' });
  const card = await waitingVisit(client, id, 1);
  await client('approvals.decide', { id: card, decision: 'declined', comment: 'No' });
  expect((await tried(client))['review.declined']).toBe(id);

  const named = await client('flows.save', { id: 'writing', text: flow('4h', 'Look'), ifMatch: draft.etag });
  expect((await tried(client))['review.declined']).toBe(id);
  await client('flows.save', { id: 'writing', text: flow('5h'), ifMatch: named.etag });
  expect((await tried(client))['review.declined']).toBeNull();

  await client('flows.release', { id: 'writing' });
  await client('flows.setLive', { id: 'writing', version: 1 });
  const live = await client('runs.start', { id: 'writing', target: 'live' });
  const asked = await waitingVisit(client, live.id, 1);
  expect((await client('flows.releases', { id: 'writing' })).items[0]).toMatchObject({ unfinished: 1 });
  await client('approvals.decide', { id: asked, decision: 'declined', comment: 'No' });
  expect((await tried(client))['review.declined']).toBeNull();
  await expect
    .poll(async () => (await client('flows.releases', { id: 'writing' })).items[0]?.unfinished)
    .toBe(0);
});

test('a wait without a deadline has no silence to try, and a flow with errors nothing at all', async () => {
  const { client } = await startHost();
  const draft = await client('flows.import', {
    text: flow('none').replace('      onTimeout: decline\n', ''),
  });
  expect(Object.keys(await tried(client))).not.toContain('review.timeout');
  const broken = draft.text.replace('title: May it go out?', 'title: "{{ steps.nowhere.x }}"');
  await client('flows.save', { id: 'writing', text: broken, ifMatch: draft.etag });
  expect(await tried(client)).toEqual({});
});

test('a home of the first shape keeps what was tried in it', () => {
  const home = tempHome();
  const db = new SqliteDatabase(join(home, 'countersign.db'));
  migrate(db, home, 0, [first]);
  db.exec(`
    INSERT INTO runs (id, flow, target, hash, etag, status, trigger_node, trigger_kind, started_by, started_at)
      VALUES ('r1', 'writing', 'draft', 'h1', 'e', 'succeeded', 'begin', 'trigger.manual', 'owner', 1);
    INSERT INTO approvals (id, run, flow, node, visit, status, title, tier, draft, created_at, state, view) VALUES
      ('r1.review.1', 'r1', 'writing', 'review', 1, 'approved', 't', 2, 1, 1, '{"decided":{"by":"owner","decision":"approved"}}', '{}'),
      ('r1.late.1', 'r1', 'writing', 'late', 1, 'declined', 't', 2, 1, 1, '{"decided":{"by":"timer","decision":"declined"}}', '{}'),
      ('r1.open.1', 'r1', 'writing', 'open', 1, 'pending', 't', 2, 1, 1, '{"decided":null}', '{}');
  `);
  db.close();
  const store = openStore({ home });
  expect(store.approvals.tried('writing', 'h1')).toEqual([
    { node: 'late', way: 'timeout', run: 'r1' },
    { node: 'review', way: 'approved', run: 'r1' },
  ]);
  store.close();
});
