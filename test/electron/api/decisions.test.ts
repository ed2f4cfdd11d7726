import { expect, test } from 'vitest';
import { createClient } from '../../../shared/api/client.ts';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { startHost, type TestHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** A live card before Mara and Jan, who are editors; Lea is nobody special. */
async function asked(text = askingFlow()) {
  const host = await startHost();
  const people = ['owner', 'mara', 'jan', 'lea'].map((id) => ({ id, name: id === 'mara' ? 'Mara' : id }));
  await host.client('workspace.save', { me: 'owner', people, pools: { editors: ['mara', 'jan'] } });
  await host.client('flows.import', { text });
  await host.client('flows.release', { id: 'asking' });
  await host.client('flows.setLive', { id: 'asking', version: 1 });
  const { id: run } = await host.client('runs.start', {
    id: 'asking',
    target: 'live',
    input: { title: 'x' },
  });
  return { host, run, card: `${run}.review.1` };
}

async function as(host: TestHost, person: string, role: 'approver' | 'designer' = 'approver') {
  const { token } = await host.client('tokens.create', { role, person });
  return createClient(createHttpCall({ url: host.url, token }));
}

test('who decides is who the token says, whatever the request says', async () => {
  const { host, card } = await asked();
  const { token } = await host.client('tokens.create', { role: 'approver', person: 'mara' });
  const reply = await fetch(`${host.url}/api/v1/approvals/${card}/decision`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ decision: 'approved', by: 'jan' }),
  });
  expect(reply.status).toBe(400);
  const mara = await as(host, 'mara');
  expect(await mara('approvals.decide', { id: card, decision: 'approved' })).toMatchObject({
    status: 'approved',
    decision: { by: 'mara' },
  });
});

test('the same request id and body give the same answer, also after a restart; another body is refused', async () => {
  const { host, card } = await asked();
  const mara = await as(host, 'mara');
  const decision = { id: card, decision: 'approved', comment: 'Fine', requestId: 'r-1' };
  const first = await mara('approvals.decide', decision);
  expect(await mara('approvals.decide', decision)).toEqual(first);
  expect(await errorOf(mara('approvals.decide', { ...decision, comment: 'Other' }))).toMatchObject({
    code: 'request_reused',
  });
  expect(await errorOf(mara('approvals.decide', { ...decision, requestId: 'r-2' }))).toMatchObject({
    code: 'already_decided',
  });
  const { token } = await host.client('tokens.create', { role: 'approver', person: 'mara' });
  await host.app.close();
  const next = await startHost({ home: host.home });
  const again = createClient(createHttpCall({ url: next.url, token }));
  expect(await again('approvals.decide', decision)).toEqual(first);
});

test('starting with the same request id starts once', async () => {
  const { host } = await asked();
  const start = { id: 'asking', target: 'live' as const, input: { title: 'once' }, requestId: 's-1' };
  const [first, ...others] = await Promise.all(
    Array.from({ length: 10 }, () => host.client('runs.start', start)),
  );
  for (const other of others) expect(other).toEqual(first);
  expect(await errorOf(host.client('runs.start', { ...start, input: { title: 'twice' } }))).toMatchObject({
    code: 'request_reused',
  });
  expect((await host.client('runs.list', { flow: 'asking' })).items).toHaveLength(2);
});

test('of many who press at once exactly one decides, and the others hear who', async () => {
  const { host, card } = await asked();
  const [mara, jan] = [await as(host, 'mara'), await as(host, 'jan')];
  const tries = Array.from({ length: 30 }, (_, index) =>
    errorOf(
      (index % 2 === 0 ? mara : jan)('approvals.decide', {
        id: card,
        decision: index % 3 === 0 ? 'declined' : 'approved',
        comment: 'x',
      }),
    ),
  );
  const errors = (await Promise.all(tries)).filter((error) => error !== null);
  expect(errors).toHaveLength(29);
  for (const error of errors) expect(error).toMatchObject({ code: 'already_decided' });
});

test('only those who are asked see it as theirs, and only they may decide', async () => {
  const { host, card } = await asked();
  const [mara, lea] = [await as(host, 'mara'), await as(host, 'lea')];
  expect((await mara('approvals.list', { mine: true })).items.map(({ id }) => id)).toEqual([card]);
  expect((await lea('approvals.list', { mine: true })).items).toEqual([]);
  expect((await lea('approvals.list', { pool: 'editors', status: 'pending' })).items).toHaveLength(1);
  expect((await lea('approvals.list', { pool: 'finance' })).items).toEqual([]);
  expect(await errorOf(lea('approvals.decide', { id: card, decision: 'approved' }))).toMatchObject({
    code: 'forbidden',
  });
  expect(await errorOf(host.client('approvals.decide', { id: card, decision: 'approved' }))).toMatchObject({
    code: 'forbidden',
  });
  const refused = (await host.client('audit.list', { limit: 500 })).items.filter(
    ({ kind }) => kind === 'approval.refused',
  );
  expect(refused.map(({ actor }) => actor)).toEqual(['lea', 'owner']);
});

test('a changed card, a missing comment and a value out of bounds each say what they are', async () => {
  const { host, card } = await asked();
  const mara = await as(host, 'mara');
  const refusal = (call: {
    decision: string;
    seen?: string;
    values?: Record<string, number | string>;
    comment?: string;
  }) => errorOf(mara('approvals.decide', { id: card, ...call }));
  expect(await refusal({ decision: 'approved', seen: 'f'.repeat(64) })).toMatchObject({
    code: 'card_changed',
  });
  expect(await refusal({ decision: 'declined' })).toMatchObject({ code: 'comment_required' });
  expect(await refusal({ decision: 'approved', values: { amount: 11 } })).toMatchObject({
    code: 'invalid_input',
  });
  expect(await refusal({ decision: 'approved', values: { other: 1 } })).toMatchObject({
    code: 'invalid_input',
  });
  expect(await refusal({ decision: 'changes', comment: 'x' })).toMatchObject({ code: 'not_offered' });
  expect(await errorOf(mara('approvals.decide', { id: 'none.such.1', decision: 'approved' }))).toMatchObject({
    code: 'not_found',
  });
  expect(await host.client('approvals.get', { id: card })).toMatchObject({
    status: 'pending',
    decisions: [],
  });
});

test('claim, comment, defer and hand-over change the card without deciding it', async () => {
  const { host, card } = await asked();
  const mara = await as(host, 'mara');
  expect(await mara('approvals.claim', { id: card })).toMatchObject({ claimedBy: 'mara' });
  expect(await mara('approvals.claim', { id: card, release: true })).toMatchObject({ claimedBy: null });
  expect(await mara('approvals.comment', { id: card, comment: 'Why now?' })).toMatchObject({
    comments: [{ by: 'mara', text: 'Why now?' }],
  });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { deadline } = await mara('approvals.get', { id: card });
  expect(await mara('approvals.defer', { id: card, until })).toMatchObject({
    deferredUntil: until,
    deadline,
  });
  expect(await mara('approvals.reassign', { id: card, people: ['lea'] })).toMatchObject({
    people: ['lea'],
    pools: [],
    status: 'pending',
  });
  const lea = await as(host, 'lea');
  expect(await lea('approvals.decide', { id: card, decision: 'approved' })).toMatchObject({
    decision: { by: 'lea' },
  });
});

test('a draft’s starter decides alone as practice people, and nothing of it is counted', async () => {
  const { host } = await asked(
    askingFlow().replace('assign: { pools: [editors] }', 'assign: { pools: [editors] }\n      quorum: 2'),
  );
  const { id: run } = await host.client('runs.start', {
    id: 'asking',
    target: 'draft',
    input: { title: 'd' },
  });
  const card = `${run}.review.1`;
  expect(
    await host.client('approvals.decide', { id: card, decision: 'approved', as: 'Editor A' }),
  ).toMatchObject({ status: 'pending', agreed: ['practice:Editor A'] });
  expect(
    await errorOf(host.client('approvals.decide', { id: card, decision: 'approved', as: 'Editor A' })),
  ).toMatchObject({ code: 'conflict' });
  expect(
    await host.client('approvals.decide', { id: card, decision: 'approved', as: 'Editor B' }),
  ).toMatchObject({ status: 'approved', draft: true });
  const metrics = await host.client('metrics.approvals', {});
  expect(metrics.total).toMatchObject({ requested: 1, decided: 0, pending: 1 });
  const mara = await as(host, 'mara');
  expect(
    await errorOf(
      mara('approvals.decide', {
        id: `${(await host.client('runs.start', { id: 'asking', target: 'draft', input: { title: 'e' } })).id}.review.1`,
        decision: 'approved',
      }),
    ),
  ).toMatchObject({ code: 'forbidden' });
});

test('metrics count what was decided, by whom it was asked and how long it took', async () => {
  const { host, card } = await asked();
  const mara = await as(host, 'mara');
  await mara('approvals.decide', { id: card, decision: 'approved', values: { amount: 3 } });
  const { id: second } = await host.client('runs.start', {
    id: 'asking',
    target: 'live',
    input: { title: 'y' },
  });
  await mara('approvals.decide', { id: `${second}.review.1`, decision: 'declined', comment: 'no' });
  const { id: third } = await host.client('runs.start', {
    id: 'asking',
    target: 'live',
    input: { title: 'z' },
  });
  const metrics = await host.client('metrics.approvals', {});
  expect(metrics).toMatchObject({
    total: { requested: 3, decided: 2, pending: 1, approved: 1, declined: 1, edited: 1 },
    rates: { approve: 0.5, decline: 0.5, edit: 0.5, timeout: 0, withoutHuman: 0 },
    oldest: { id: `${third}.review.1` },
    byPool: [{ key: 'editors', requested: 3 }],
    byFlow: [{ key: 'asking' }],
    byTier: [{ key: '2' }],
    byRequester: [{ key: 'owner' }],
  });
  expect(metrics.total.medianMs).toBeGreaterThanOrEqual(0);
  expect((await host.client('metrics.approvals', { to: '2020-01-01T00:00:00Z' })).total.requested).toBe(0);
});
