import { expect, onTestFinished, test } from 'vitest';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { startHttpServer } from '../support/http-server.ts';
import { practise } from '../support/templates.ts';

const hour = 3_600_000;
const beginning = ['complaint_in', 'sort', 'draft', 'money'];
const net = ['apologise', 'hand_over', 'with_a_person'];

const withoutRefund = (drawing: Drawing): Drawing => ({
  ...drawing,
  samples: {
    ...drawing.samples,
    draft: { reply: 'Dear Amina, thank you for telling us.', refund: 0, because: 'Only a question.' },
  },
});

test('a refund is decided by a person, paid once, and then the customer is answered', async () => {
  const run = await practise('complaint');
  const card = await run.card();
  expect(card).toMatchObject({
    node: 'refund_decision',
    title: 'Refund EUR 25 to Amina Rahal',
    tier: 2,
    proposal: { values: { amount: 25, paid: 50, currency: 'EUR' } },
  });
  expect(card.next).toMatchObject({
    approved: ['POST to payments', 'mail to the people the run names', 'ends as succeeded'],
  });
  const done = await run.decide('approved', { values: { amount: 20 } });
  expect(done).toMatchObject({
    status: 'succeeded',
    outcome: { node: 'refunded', message: 'EUR 20 refunded to Amina Rahal' },
  });
  expect(await run.ran()).toEqual([...beginning, 'refund_decision', 'refund', 'reply_refunded', 'refunded']);
  expect(await run.inputOf('refund')).toMatchObject({
    body: { amount: 20 },
    idempotencyKey: 'complaint-T-1093',
  });
});

test('a reply without money is a small matter: one reading and it goes out', async () => {
  const run = await practise('complaint', withoutRefund);
  expect(await run.card()).toMatchObject({ node: 'reply_decision', tier: 1 });
  expect(await run.decide('approved')).toMatchObject({ status: 'succeeded', outcome: { node: 'answered' } });
  expect(await run.ran()).toEqual([...beginning, 'reply_decision', 'reply', 'answered']);
});

test.each([
  ['a refund', (drawing: Drawing) => drawing],
  ['a reply', withoutRefund],
])(
  'a no to %s moves no money: the customer gets an apology and a person takes over',
  async (_what, change) => {
    const run = await practise('complaint', change);
    const { node } = await run.card();
    const done = await run.decide('declined', { comment: 'I call her' });
    expect(done).toMatchObject({ status: 'declined', outcome: { node: 'with_a_person' } });
    expect(await run.ran()).toEqual([...beginning, node, ...net]);
  },
);

test.each([
  ['a refund', (drawing: Drawing) => drawing],
  ['a reply', withoutRefund],
])('four hours without an answer to %s end the same way', async (_what, change) => {
  const run = await practise('complaint', change);
  const { node } = await run.card();
  const done = await run.wait(4 * hour);
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'with_a_person' } });
  expect(await run.ran()).toEqual([...beginning, node, ...net]);
});

test('what is asked for reaches the next draft, and the way is chosen anew', async () => {
  const run = await practise('complaint');
  await run.decide('changes', { comment: 'Offer a voucher' });
  expect(JSON.stringify(await run.inputOf('draft'))).toContain('Offer a voucher');
  expect(await run.card()).toMatchObject({ node: 'refund_decision', visit: 2 });
});

test('a refund that the provider refuses is apologised for and handed over, and no reply claims it', async () => {
  const provider = await startHttpServer();
  onTestFinished(provider.close);
  provider.script({ do: 'answer', status: 402, json: { error: 'The card was closed' } });
  const run = await practise('complaint', undefined, undefined, async (client, id) => {
    await client('connections.create', { name: 'pay', kind: 'http', settings: { baseUrl: provider.url } });
    await client('connections.bind', { id, slot: 'payments', name: 'pay', target: 'draft' });
  });
  const done = await run.decide('approved');
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'with_a_person' } });
  expect(await run.ran()).toEqual([...beginning, 'refund_decision', 'refund', ...net]);
  expect(provider.requests.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
    ['/payments/pay_7Qe2/refunds', { amount: 25, currency: 'EUR', reason: 'broken' }],
  ]);
});
