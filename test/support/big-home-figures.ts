import type { Client } from '../../shared/api/client.ts';

export type Figure = { what: string; ms: number; aimMs: number; found: number };

const aimMs = 300;
const rounds = 5;

/** How long what the window asks takes, each the slowest of five. `found` shows that the question had an answer. */
export async function figuresOf(client: Client): Promise<Figure[]> {
  const since = new Date(Date.now() - 60 * 24 * 3_600_000).toISOString();
  const cursor = (await client('runs.list', { limit: 100 })).next ?? '';
  const questions: [string, () => Promise<{ items: readonly unknown[] }>][] = [
    ['first page of runs', () => client('runs.list', { limit: 100 })],
    ['second page of runs', () => client('runs.list', { limit: 100, cursor })],
    ['runs of a flow', () => client('runs.list', { limit: 100, flow: 'bills' })],
    ['runs that failed', () => client('runs.list', { limit: 100, status: 'failed' })],
    ['runs that wait', () => client('runs.list', { limit: 100, status: 'waiting' })],
    ['runs of a version', () => client('runs.list', { limit: 100, flow: 'orders', version: 1 })],
    ['runs of a person who started none', () => client('runs.list', { limit: 100, person: 'nobody' })],
    ['draft runs where there are none', () => client('runs.list', { limit: 100, target: 'draft' })],
    ['runs before a day', () => client('runs.list', { limit: 100, to: since })],
    ['search: a number that one run has', () => client('runs.list', { limit: 100, q: '1000042' })],
    ['search: a word that every run has', () => client('runs.list', { limit: 100, q: 'lovelace' })],
    ['search: two words, a name and a number', () => client('runs.list', { limit: 100, q: 'bill 10000' })],
    ['search: a word of which there is none', () => client('runs.list', { limit: 100, q: 'zebra' })],
    ['failures by cause', () => client('runs.failures', {})],
    ['stuck runs', () => client('runs.stuck', {})],
    ['inbox: every card in its line', () => client('inbox.list', {})],
    [
      'cards of mine as a program reads them',
      () => client('approvals.list', { status: 'pending', mine: true }),
    ],
    [
      'numbers of every card there ever was',
      async () => ({ items: (await client('metrics.approvals', {})).byFlow }),
    ],
    ['how the pools stand', () => client('metrics.queues', {})],
    ['runs that went through without a person', () => client('metrics.automation', {})],
    ['inbox: did this happen', () => client('runs.list', { unknown: true, limit: 100 })],
    ['flows', () => client('flows.list', { limit: 100 })],
  ];
  const figures: Figure[] = [];
  for (const [what, ask] of questions) {
    let ms = 0;
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = performance.now();
      found = (await ask()).items.length;
      ms = Math.max(ms, performance.now() - before);
    }
    figures.push({ what, ms, aimMs, found });
  }
  return figures;
}
