import { expect, test } from 'vitest';
import { dayMs, practiseTemplate } from '../support/practice.ts';

const id = 'payment-over-threshold';

test('a small invoice needs one person, whose name travels in the payment', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start({ amount: 1000 });
  expect(await practice.card(run)).toMatchObject({ node: 'one_person', tier: 1 });
  await practice.decide(run, 'approved', 'Mara');
  expect(await practice.read(run)).toMatchObject({
    status: 'succeeded',
    outcome: { message: 'Invoice RE-4711 is paid, agreed by Mara (practice)' },
    output: { payment: 'pmt_4711' },
  });
  expect(await practice.inputOf(run, 'pay')).toMatchObject({
    body: { reference: 'RE-4711, agreed by Mara (practice)', amount: 1000 },
  });
});

test('a large one needs two different people, and both names travel', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  expect(await practice.card(run)).toMatchObject({ node: 'two_people', tier: 3, quorum: 2 });
  await practice.decide(run, 'approved', 'Mara');
  expect(await practice.ran(run)).not.toContain('pay');
  await expect(practice.decide(run, 'approved', 'Mara')).rejects.toMatchObject({ code: 'conflict' });
  await practice.decide(run, 'approved', 'Nils');
  expect(await practice.inputOf(run, 'pay')).toMatchObject({
    body: { reference: 'RE-4711, agreed by Mara (practice) and Nils (practice)' },
  });
});

test('the card has the documents as evidence: the invoice as a file, the order, both accounts', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  const { show } = await practice.card(run);
  expect(show).toMatchObject([
    { label: 'Invoice', kind: 'resource', value: { name: 'invoice-RE-4711.txt', type: 'text/plain' } },
    { label: 'What was ordered', kind: 'table', value: [{ item: 'Paper A4' }] },
    { label: 'Account', kind: 'diff', before: 'DE02 1203 0000 0000 2020 51' },
    { label: 'What the investigation found', value: 'Nobody has looked into it yet.' },
  ]);
});

test('one refusal is enough: nothing is paid and an investigation is opened with name and reason', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await practice.decide(run, 'approved', 'Mara');
  await practice.decide(run, 'declined', 'Nils', 'We never ordered this.');
  expect(await practice.read(run)).toMatchObject({
    status: 'declined',
    outcome: { node: 'refused', message: 'Not paid; investigation 42 is open' },
  });
  expect(await practice.ran(run)).not.toContain('pay');
  expect(await practice.inputOf(run, 'investigate')).toMatchObject({
    body: { body: 'Nils (practice): We never ordered this.' },
  });
});

test('an unclear one is looked into, and the finding comes back on the next card', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start({ amount: 500 });
  await practice.decide(run, 'changes', 'Mara', 'Was this delivered?');
  expect((await practice.read(run)).waitingFor).toMatchObject([{ kind: 'callback', node: 'finding' }]);
  expect(await practice.inputOf(run, 'look_into')).toMatchObject({
    body: { body: 'Mara (practice) asks: Was this delivered?' },
  });
  const firstKey = (await practice.inputOf(run, 'look_into'))['idempotencyKey'];
  await practice.callBack(run, 'finding', { finding: 'Yes, on 3 December.' });

  expect(await practice.card(run)).toMatchObject({ node: 'one_person', visit: 2 });
  expect((await practice.card(run)).show).toContainEqual({
    label: 'What the investigation found',
    kind: 'text',
    value: 'Yes, on 3 December.',
  });
  await practice.wait(1000);
  await practice.decide(run, 'changes', 'Mara', 'And the price?');
  expect((await practice.inputOf(run, 'look_into'))['idempotencyKey']).not.toBe(firstKey);
  await practice.wait(5 * dayMs);
  expect(await practice.read(run)).toMatchObject({ status: 'declined', outcome: { node: 'refused' } });
});

test('silence pays nothing: large ones go up to the leads first', async () => {
  const practice = await practiseTemplate(id);
  const [small, large] = [await practice.start({ amount: 20 }), await practice.start()];
  await practice.wait(2 * dayMs);
  expect(await practice.card(large)).toMatchObject({ pools: ['finance', 'finance-leads'] });
  await practice.wait(dayMs);
  for (const run of [small, large]) {
    expect(await practice.read(run)).toMatchObject({ status: 'declined', outcome: { node: 'refused' } });
    expect(await practice.inputOf(run, 'investigate')).toMatchObject({
      body: { body: 'the timer: no answer in time' },
    });
  }
});
