import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '../../shared/json.ts';
import { startExampleSystems, type ExampleSystems } from '../support/example-systems.ts';
import { ended, exampleJson, goLive, pendingApproval, textOf } from '../support/example-flows.ts';
import { newHome, removeHome, startHost, type Host } from '../support/host-process.ts';

let systems: ExampleSystems;
let host: Host;
const tokens: Record<string, string> = {};

beforeEach(async () => {
  systems = await startExampleSystems();
  host = await startHost(newHome());
  await host.api('PUT', '/workspace', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Olga' },
      { id: 'mara', name: 'Mara', email: 'mara@example.com' },
      { id: 'nils', name: 'Nils', email: 'nils@example.com' },
      { id: 'ida', name: 'Ida', email: 'ida@example.com' },
    ],
    pools: { finance: ['owner', 'mara', 'nils'], 'finance-leads': ['ida'] },
  });
  for (const person of ['mara', 'nils', 'ida']) {
    const made = await host.api('POST', '/tokens', { role: 'approver', person, name: `${person}'s key` });
    tokens[person] = textOf(made.body['token']);
  }
  await goLive(host.api, 'payment', systems.connections);
});
afterEach(async () => {
  await host.stop();
  removeHome(host.home);
  await systems.close();
});

const start = async (input = exampleJson('invoice.json')) => {
  const started = await host.api('POST', '/flows/payment/runs', { input, target: 'live' });
  expect(started.status).toBe(202);
  return textOf(started.body['id']);
};
const decide = (person: string | null, approval: Json | undefined, body: Record<string, string>) =>
  host.api(
    'POST',
    `/approvals/${textOf(approval)}/decision`,
    body,
    person === null ? {} : { authorization: `Bearer ${tokens[person]}` },
  );

test('a large invoice needs two different people, neither of them the one who asked', async () => {
  const run = await start();
  const card = await pendingApproval(host.api, run);
  expect(card).toMatchObject({ node: 'two_people', tier: 3, proposal: { values: { amount: 1656.25 } } });

  expect((await decide(null, card['id'], { decision: 'approved' })).status).toBe(403);
  expect((await decide('ida', card['id'], { decision: 'approved' })).status).toBe(403);
  expect((await decide('mara', card['id'], { decision: 'approved' })).body).toMatchObject({
    status: 'pending',
  });
  expect((await decide('mara', card['id'], { decision: 'approved' })).status).toBe(409);
  expect(systems.bank.log).toHaveLength(0);
  expect((await decide('nils', card['id'], { decision: 'approved' })).body).toMatchObject({
    status: 'approved',
  });

  expect(await ended(host.api, run)).toMatchObject({
    status: 'succeeded',
    outcome: { node: 'paid', message: 'Invoice Snippet1 is paid' },
  });
  expect(systems.bank.log.map((call) => call.body)).toEqual([
    {
      reference: 'Snippet1',
      creditor: { name: 'SupplierTradingName Ltd.', account: 'IBAN32423940' },
      amount: 1656.25,
      currency: 'EUR',
    },
  ]);
});

test('a small invoice needs one person', async () => {
  const run = await start({ ...(exampleJson('invoice.json') as Record<string, string>), amount: 180 });
  const card = await pendingApproval(host.api, run);
  expect(card).toMatchObject({ node: 'one_person', tier: 2 });
  expect((await decide('mara', card['id'], { decision: 'approved' })).status).toBe(200);
  expect(await ended(host.api, run)).toMatchObject({ status: 'succeeded' });
});

test('one refusal is enough: nothing is paid and an investigation is opened with the reason', async () => {
  const run = await start();
  const card = await pendingApproval(host.api, run);
  await decide('mara', card['id'], { decision: 'approved' });
  expect(
    (await decide('nils', card['id'], { decision: 'declined', comment: 'We never ordered this.' })).status,
  ).toBe(200);
  expect(await ended(host.api, run)).toMatchObject({ status: 'declined', outcome: { node: 'refused' } });
  expect(systems.bank.log).toHaveLength(0);
  expect(systems.tickets.log.map((call) => call.body['body'])).toEqual(['Nils: We never ordered this.']);
});

test('an invoice without an amount, or with words for one, starts nothing and says which field is wrong', async () => {
  for (const amount of [null, 'a lot', -5]) {
    const answer = await host.api('POST', '/flows/payment/runs', {
      input: { ...(exampleJson('invoice.json') as Record<string, string>), amount },
      target: 'live',
    });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining('amount')]);
  }
  expect((await host.api('GET', '/runs')).body.items).toEqual([]);
});
