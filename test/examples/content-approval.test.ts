import { afterEach, beforeEach, expect, test } from 'vitest';
import { startExampleSystems, type ExampleSystems } from '../support/example-systems.ts';
import {
  deliver,
  ended,
  exampleJson,
  goLive,
  pendingApproval,
  readRun,
  stepOf,
  textOf,
} from '../support/example-flows.ts';
import { newHome, removeHome, startHost, type Host } from '../support/host-process.ts';

let systems: ExampleSystems;
let host: Host;

beforeEach(async () => {
  systems = await startExampleSystems({ rough: true });
  host = await startHost(newHome());
  await goLive(host.api, 'content-approval', systems.connections);
});
afterEach(async () => {
  await host.stop();
  removeHome(host.home);
  await systems.close();
});

test('a CMS post is summarised, prepared again after a decline, approved as shown, and only then published once', async () => {
  const accepted = await deliver(host.api, 'content-approval', exampleJson('article.json'));
  expect(accepted.status).toBe(202);
  const run = textOf(accepted.body['id']);
  const again = await deliver(host.api, 'content-approval', exampleJson('article.json'));
  expect([again.status, again.body['id']]).toEqual([202, run]);

  const first = await pendingApproval(host.api, run);
  expect(first).toMatchObject({
    title: 'Publish “How worms make the ground we walk on”',
    tier: 2,
    status: 'pending',
    draft: false,
    pools: ['editors'],
    proposal: { action: 'Publish', values: { risk: 'low', author: 'Charles Darwin' } },
  });
  const started = await readRun(host.api, run);
  expect(stepOf(started, 'summarize').attempts).toBe(3);
  expect(systems.model.log.filter((call) => call.method === 'POST')).toHaveLength(4);
  expect(systems.cms.log.filter((call) => call.method === 'POST')).toHaveLength(0);

  const silent = await host.api('POST', `/approvals/${textOf(first['id'])}/decision`, {
    decision: 'declined',
  });
  expect(silent.status).toBe(422);
  const declined = await host.api('POST', `/approvals/${textOf(first['id'])}/decision`, {
    decision: 'declined',
    comment: 'Say that the maxim is a legal one.',
  });
  expect(declined.status).toBe(200);

  const second = await pendingApproval(host.api, run, [textOf(first['id'])]);
  expect(second['visit']).toBe(2);
  expect(JSON.stringify(second['show'])).toContain(
    "Revised after the editor's note: Say that the maxim is a legal one.",
  );
  expect(second['earlier']).toMatchObject([
    { decision: 'declined', comment: 'Say that the maxim is a legal one.' },
  ]);

  const stale = await host.api('POST', `/approvals/${textOf(second['id'])}/decision`, {
    decision: 'approved',
    seen: textOf(first['cardHash']),
  });
  expect([stale.status, stale.body['error']]).toMatchObject([409, { code: 'card_changed' }]);
  const approved = await host.api('POST', `/approvals/${textOf(second['id'])}/decision`, {
    decision: 'approved',
    seen: textOf(second['cardHash']),
    values: { text: 'The final words of the editor.' },
  });
  expect([approved.status, approved.body['status']]).toEqual([200, 'approved']);

  const done = await ended(host.api, run);
  expect([done.status, done['outcome']]).toMatchObject(['succeeded', { node: 'published_end' }]);
  const posts = systems.cms.log.filter((call) => call.method === 'POST');
  expect(posts).toHaveLength(1);
  expect(posts[0]?.body).toEqual({
    slug: 'how-worms-make-the-ground',
    title: 'How worms make the ground we walk on',
    content: 'The final words of the editor.',
    status: 'published',
  });
  expect(posts[0]?.headers['idempotency-key']).toBe(`${run}-publish`);
  const late = await host.api('POST', `/approvals/${textOf(second['id'])}/decision`, {
    decision: 'declined',
    comment: 'no',
  });
  expect([late.status, late.body['error']]).toMatchObject([409, { code: 'already_decided' }]);
  expect((await host.api('GET', '/audit/verify')).body).toMatchObject({ ok: true });
});

test('no secret of a connection is in history, on the card or in the audit', async () => {
  const { body } = await deliver(host.api, 'content-approval', exampleJson('article.json'));
  await pendingApproval(host.api, textOf(body['id']));
  for (const path of [
    `/runs/${textOf(body['id'])}`,
    `/runs/${textOf(body['id'])}/events`,
    '/approvals',
    '/audit',
    '/connections',
  ]) {
    expect(JSON.stringify((await host.api('GET', path)).body)).not.toContain('sk-example-of-a-model-key');
  }
});
