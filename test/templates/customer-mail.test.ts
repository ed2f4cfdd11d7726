import { expect, test } from 'vitest';
import { practise } from '../support/templates.ts';

const hour = 3_600_000;
const checks = ['tone', 'facts', 'links'];

test('three checks stand side by side on the card, and what was read is what is sent', async () => {
  const run = await practise('customer-mail');
  const card = await run.card();
  expect(card).toMatchObject({
    title: 'Send “Your garden table arrives on 5 March” to Jonas Weber',
    tier: 2,
    proposal: { values: { tone: 'friendly', 'facts are right': true, 'links to other sites': 0 } },
  });
  expect(card.show.find(({ label }) => label === 'Checks')).toMatchObject({
    kind: 'table',
    value: [
      { check: 'Tone', result: 'friendly' },
      { check: 'Facts', result: 'right' },
      { check: 'Links', result: 'our own only', remark: '1 in all, 0 to other sites' },
    ],
  });
  expect((await run.ran()).slice(2, 5).toSorted()).toEqual(checks.toSorted());
  const done = await run.decide('approved');
  expect(done).toMatchObject({
    status: 'succeeded',
    outcome: { node: 'sent', message: 'Sent to Jonas Weber' },
  });
  expect(await run.inputOf('send')).toMatchObject({
    to: { people: ['jonas@customer.example'] },
    title: 'Your garden table arrives on 5 March',
  });
});

test('a link to another site is counted without a model', async () => {
  const run = await practise('customer-mail', (drawing) => ({
    ...drawing,
    samples: {
      ...drawing.samples,
      write: { subject: 'Hello', body: 'See https://shop.example/a and http://elsewhere.example/b' },
    },
  }));
  expect(await run.card()).toMatchObject({ proposal: { values: { 'links to other sites': 1 } } });
});

test('a condition leads to a new version with all its checks, four versions at most', async () => {
  const run = await practise('customer-mail');
  await run.decide('changes', { comment: 'Mention the warranty' });
  expect(JSON.stringify(await run.inputOf('write'))).toContain('Mention the warranty');
  for (const check of checks) expect((await run.ran()).filter((node) => node === check)).toHaveLength(2);
  expect(await run.card()).toMatchObject({ node: 'review', visit: 2 });
  await run.decide('changes', { comment: 'Shorter' });
  await run.decide('changes', { comment: 'Warmer' });
  const ended = await run.decide('changes', { comment: 'No' });
  expect(ended).toMatchObject({ status: 'failed', outcome: { node: 'by_hand' } });
  expect(await run.ran()).not.toContain('send');
});

test('a no sends nothing', async () => {
  const run = await practise('customer-mail');
  expect(await run.decide('declined', { comment: 'I call him' })).toMatchObject({ status: 'declined' });
  expect(await run.ran()).not.toContain('send');
});

test('silence asks the leads after four hours and means no after a day', async () => {
  const run = await practise('customer-mail');
  await run.wait(5 * hour);
  expect((await run.card()).pools).toEqual(['customer-care', 'customer-care-leads']);
  const ended = await run.wait(20 * hour);
  expect(ended).toMatchObject({ status: 'declined' });
  expect(await run.ran()).not.toContain('send');
});

test('a corrected mail goes out as corrected', async () => {
  const run = await practise('customer-mail');
  await run.decide('approved', { values: { subject: 'Your table', body: 'It comes on 5 March.' } });
  expect(await run.inputOf('send')).toMatchObject({ title: 'Your table', body: 'It comes on 5 March.' });
});
