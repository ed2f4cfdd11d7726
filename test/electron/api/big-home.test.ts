import { expect, test } from 'vitest';
import { fillHome } from '../../support/big-home.ts';
import { figuresOf } from '../../support/big-home-figures.ts';
import { startHost, tempHome } from '../../support/host.ts';

// The whole size is `npm run big-home`; here the same on a small scale, with limits that hold on a busy machine too.
test('a home made in bulk is one the host works with: lists, search, causes and the inbox', async () => {
  const home = tempHome();
  await fillHome(home, { finished: 2000, waiting: 200, cards: 20 }, () => undefined);
  const { client, app } = await startHost({ home });
  const figures = await figuresOf(client);
  expect(figures.filter(({ ms }) => ms > 1500)).toEqual([]);
  // With the patterns: one run of each kind that the engine itself ran.
  expect(Object.fromEntries(figures.map(({ what, found }) => [what, found]))).toMatchObject({
    'runs that failed': 52,
    'runs that wait': 100,
    'search: a number that one run has': 2,
    'search: a word that every run has': 100,
    'search: a word of which there is none': 0,
    'failures by cause': 2,
    'stuck runs': 0,
    'inbox: every card in its line': 21,
  });

  const [cause] = (await client('runs.failures', { flow: 'bills' })).items;
  expect(cause).toMatchObject({ flow: 'bills', node: 'send', code: 'http_status', count: 26 });

  // The copies are runs like any other: one of them is decided and ends.
  const card = (await client('approvals.list', { status: 'pending' })).items.at(-1);
  await client('approvals.decide', { id: card?.id ?? '', decision: 'approved', comment: 'as ordered' });
  expect(await client('runs.get', { id: card?.run ?? '' })).toMatchObject({
    status: 'succeeded',
    outcome: { message: expect.stringMatching(/^Order 10000\d\d is done$/) },
  });
  await app.runtime.idle();
});
