import { expect, test, vi } from 'vitest';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { createClient, type Client } from '../../../shared/api/client.ts';
import { askingFlow } from '../../support/flows.ts';
import { startHost, type TestHost } from '../../support/host.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const hour = 3_600_000;

async function live({ client }: TestHost, text: string): Promise<string> {
  const { id } = await client('flows.import', { text });
  const { version } = await client('flows.release', { id });
  await client('flows.setLive', { id, version });
  return id;
}

async function people(host: TestHost): Promise<(person: string) => Promise<Client>> {
  const all = ['owner', 'mara', 'jan'].map((id) => ({ id, name: id }));
  await host.client('workspace.save', { me: 'owner', people: all, pools: { editors: ['mara', 'jan'] } });
  return async (person) => {
    const { token } = await host.client('tokens.create', { role: 'approver', person });
    return createClient(createHttpCall({ url: host.url, token }));
  };
}

test('what somebody has answered is listed newest first, page by page, and nobody else’s answers', async () => {
  const host = await startHost();
  const as = await people(host);
  const [mara, jan] = [await as('mara'), await as('jan')];
  await live(host, askingFlow());
  const cards: string[] = [];
  for (const title of ['a', 'b', 'c', 'd']) {
    const { id } = await host.client('runs.start', { id: 'asking', target: 'live', input: { title } });
    cards.push(`${id}.review.1`);
  }
  const [a = '', b = '', c = '', d = ''] = cards;
  await mara('approvals.decide', { id: a, decision: 'approved' });
  await mara('approvals.decide', { id: b, decision: 'declined', comment: 'Not this one.' });
  await jan('approvals.decide', { id: c, decision: 'approved' });
  // A comment is no answer.
  await mara('approvals.comment', { id: d, comment: 'Wait.' });

  const first = await mara('approvals.list', { answered: true, limit: 1 });
  const rest = await mara('approvals.list', { answered: true, limit: 5, cursor: first.next ?? '' });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([b, a]);
  expect((await jan('approvals.list', { answered: true })).items.map(({ id }) => id)).toEqual([c]);
  expect((await host.client('approvals.list', { answered: true })).items).toEqual([]);
});

test('while nobody looked: what was decided by time, handed on and skipped; what people did is left out', async () => {
  const clock = createVirtualClock();
  const host = await startHost({ clock });
  const as = await people(host);
  const mara = await as('mara');
  const escalating = askingFlow().replace(
    'timeout: 24h',
    'timeout: 24h\n      escalate: [ { after: 8h, to: { people: [owner] }, keep: true } ]',
  );
  await live(host, escalating);
  await live(
    host,
    `countersign: 1
id: daily
name: Daily
nodes:
  tick: { kind: trigger.schedule, config: { every: 1h, misfire: skip } }
  keep: { kind: set, config: { values: { a: 1 } } }
edges: [ tick -> keep ]
`,
  );
  const start = async (title: string): Promise<string> =>
    (await host.client('runs.start', { id: 'asking', target: 'live', input: { title } })).id;
  const [kept, byHand] = [await start('kept'), await start('by hand')];
  await host.client('runs.start', { id: 'asking', target: 'draft', input: { title: 'practice' } });
  await mara('approvals.decide', { id: `${byHand}.review.1`, decision: 'approved' });

  const since = new Date(clock.now() + 1).toISOString();
  clock.jump(30 * hour);
  await vi.waitFor(
    async () => {
      await clock.advance(10 * 60_000);
      const { status } = await host.client('approvals.get', { id: `${kept}.review.1` });
      expect(status).toBe('declined');
    },
    { timeout: 20_000, interval: 20 },
  );
  const away = await host.client('metrics.away', { since });
  const told = away.items.map(({ what, approval, title, decision }) => ({ what, approval, title, decision }));
  const card = { approval: `${kept}.review.1`, title: 'Publish kept' };
  expect(told.filter(({ what }) => what !== 'skipped' && what !== 'late')).toEqual([
    { what: 'decided', ...card, decision: 'declined' },
    { what: 'escalated', ...card, decision: null },
  ]);
  const skipped = away.items.filter(({ what }) => what === 'skipped');
  expect(skipped.map(({ flow }) => flow)).toContain('daily');
  expect(skipped.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBeGreaterThanOrEqual(28);
  expect(
    (await host.client('metrics.away', { since: new Date(clock.now() + 1).toISOString() })).items,
  ).toEqual([]);
});
