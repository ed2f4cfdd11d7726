import { expect, test, vi } from 'vitest';
import { cli, json } from '../../support/cli.ts';
import { askingFlow, failingFlow } from '../../support/flows.ts';
import { startHost, type TestHost } from '../../support/host.ts';

vi.setConfig({ testTimeout: 120_000 });

type Listed = { items: { id: string }[] };
const ids = (document: { data?: never }): string[] =>
  ((document.data ?? { items: [] }) as Listed).items.map(({ id }) => id);

async function live({ client }: TestHost, text: string): Promise<void> {
  const { id } = await client('flows.import', { text });
  const { version } = await client('flows.release', { id });
  await client('flows.setLive', { id, version });
}

async function staffed(): Promise<TestHost> {
  const host = await startHost();
  await host.client('workspace.save', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Mara' },
      { id: 'jan', name: 'Jan' },
    ],
    pools: { editors: ['owner', 'jan'], chiefs: ['jan'] },
  });
  await live(host, askingFlow());
  return host;
}

test('a card is claimed, put off, commented on, handed on and found again, each by one command', async () => {
  const host = await staffed();
  const { home } = host;
  const start = async (title: string): Promise<string> =>
    `${(await host.client('runs.start', { id: 'asking', target: 'live', input: { title } })).id}.review.1`;
  const [tides, moons] = [await start('Tides'), await start('Moons')];

  expect((await json(['approvals', 'claim', tides], { home })).document.data).toMatchObject({
    claimedBy: 'owner',
  });
  expect((await json(['approvals', 'release', tides], { home })).document.data).toMatchObject({
    claimedBy: null,
  });
  expect((await json(['approvals', 'comment', tides, 'Which tides?'], { home })).document.data).toMatchObject(
    {
      comments: [{ by: 'owner', text: 'Which tides?' }],
    },
  );
  const later = await json(['approvals', 'defer', moons, '--until', '2h'], { home });
  const { deferredUntil } = later.document.data as unknown as { deferredUntil: string };
  expect(Date.parse(deferredUntil) - Date.now()).toBeGreaterThan(110 * 60_000);
  expect((await json(['approvals', 'defer', moons, '--until', 'soon'], { home })).document.error?.code).toBe(
    'usage',
  );
  expect(ids((await json(['approvals', 'list', '--mine'], { home })).document)).toEqual([tides]);

  await cli(['approvals', 'reassign', tides, '--pool', 'chiefs'], { home });
  expect(ids((await json(['approvals', 'list', '--others', '--pool', 'chiefs'], { home })).document)).toEqual(
    [tides],
  );
  expect((await cli(['approvals', 'approve', moons, '--comment', 'Fine'], { home })).code).toBe(0);
  expect(ids((await json(['approvals', 'list', '--decided'], { home })).document)).toEqual([moons]);
  const both = await json(['approvals', 'list', '--decided', '--mine'], { home });
  expect([both.code, both.document.error?.code]).toEqual([2, 'usage']);

  const numbers = await cli(['approvals', 'numbers', '--from', '1d'], { home });
  expect(numbers.stdout).toContain('1 of 2');
  expect(numbers.stdout).toMatch(/asking review +2 +1 +0 +0 +0 +0 +1/);
  expect((await cli(['away', '--since', '8h'], { home })).stdout).toContain('Nothing happened by itself');
});

test('runs are found by version, target, person, words, time, cause and by being stuck', async () => {
  const host = await staffed();
  const { home, client } = host;
  await live(host, failingFlow());
  const ask = await client('runs.start', { id: 'asking', target: 'live', input: { title: 'Tides' } });
  const draft = await client('runs.start', { id: 'asking', target: 'draft', input: { title: 'Moons' } });
  const failing = (await client('flows.list', {})).items.find(({ id }) => id !== 'asking');
  const failed = await client('runs.start', { id: failing?.id ?? '', target: 'live' });
  await expect.poll(async () => (await client('runs.get', { id: failed.id })).status).toBe('failed');
  await host.app.runtime.indexed();
  const cause = (await client('runs.failures', {})).items[0];
  const found = async (...options: string[]): Promise<string[]> =>
    ids((await json(['runs', 'list', ...options], { home })).document).sort();

  const all = [ask.id, draft.id, failed.id].sort();
  expect(await found('--person', 'owner', '--from', '1h')).toEqual(all);
  expect(await found('--target', 'draft')).toEqual([draft.id]);
  expect(await found('--flow', 'asking', '--version', '1')).toEqual([ask.id]);
  expect(await found('--q', 'tides')).toEqual([ask.id]);
  expect(await found('--to', '1h')).toEqual([]);
  expect(await found('--step', cause?.node ?? '', '--code', cause?.code ?? '')).toEqual([failed.id]);
  expect(await found('--stuck')).toEqual([]);
  expect((await cli(['runs', 'list', '--causes'], { home })).stdout).toContain(failed.id);
  for (const wrong of [
    ['--target', 'moon'],
    ['--from', 'once'],
    ['--stuck', '--person', 'owner'],
  ])
    expect((await json(['runs', 'list', ...wrong], { home })).document.error?.code).toBe('usage');
});
