import { expect, test } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** A live card for Mara, and a link on which she can decide it. */
async function withLink() {
  const host = await startHost();
  await host.client('workspace.save', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Owner' },
      { id: 'mara', name: 'Mara' },
      { id: 'jan', name: 'Jan' },
    ],
    pools: { editors: ['mara', 'jan'] },
  });
  await host.client('flows.import', { text: askingFlow() });
  await host.client('flows.release', { id: 'asking' });
  await host.client('flows.setLive', { id: 'asking', version: 1 });
  const { id: run } = await host.client('runs.start', {
    id: 'asking',
    target: 'live',
    input: { title: 'a <b>bold</b> plan' },
  });
  const id = `${run}.review.1`;
  const { url } = await host.client('approvals.link', { id, person: 'mara' });
  return { host, id, url, run };
}

const nonceIn = (html: string): string => /name="nonce" value="([^"]+)"/.exec(html)?.[1] ?? '';
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { ...form, ...headers }, body: new URLSearchParams(fields) });
const statusOf = async (host: TestHost, id: string) => (await host.client('approvals.get', { id })).status;

test('robots may open a link as often and however they like: nothing changes', async () => {
  const { host, id, url, run } = await withLink();
  const before = (await host.client('runs.events', { id: run })).items.length;
  const agents = [
    'Slackbot-LinkExpanding 1.0',
    'Microsoft Preview Service',
    'facebookexternalhit/1.1',
    'Googlebot/2.1',
    '',
  ];
  for (let round = 0; round < 40; round++) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const reply = await fetch(url, {
        method,
        headers: { 'user-agent': agents[round % agents.length] ?? '', purpose: 'prefetch' },
      });
      expect(reply.status).toBe(method === 'OPTIONS' ? 405 : 200);
    }
  }
  expect(await statusOf(host, id)).toBe('pending');
  expect((await host.client('runs.events', { id: run })).items.length).toBe(before);
  // And afterwards the person can still decide.
  const nonce = nonceIn(await (await fetch(url)).text());
  expect((await post(url, { nonce, decision: 'approved' })).status).toBe(200);
  expect(await host.client('approvals.get', { id })).toMatchObject({
    status: 'approved',
    decision: { by: 'mara', via: 'link' },
  });
});

test('the page shows the card, runs nothing and is no place for markup of others', async () => {
  const { url } = await withLink();
  const reply = await fetch(url);
  const html = await reply.text();
  expect(html).toContain('Publish a &lt;b&gt;bold&lt;/b&gt; plan');
  expect(html).toContain('Mara');
  expect(html).not.toContain('<script');
  expect(html).toContain('prefers-color-scheme:dark');
  expect(reply.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(reply.headers.get('cache-control')).toBe('no-store');
});

test('only the page’s own form decides', async () => {
  const { host, id, url } = await withLink();
  const nonce = nonceIn(await (await fetch(url)).text());
  const attempts = [
    post(url, { decision: 'approved' }),
    post(url, { nonce: 'made.up.nonce', decision: 'approved' }),
    post(url, { nonce: `${nonce}x`, decision: 'approved' }),
    post(url, { nonce, decision: 'approved', person: 'jan' }),
    post(url, { nonce, decision: 'approved' }, { origin: 'https://evil.example' }),
    post(`${url}?decision=approved`, {}),
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nonce, decision: 'approved' }),
    }),
    fetch(url, { method: 'PUT' }),
  ];
  for (const reply of await Promise.all(attempts)) expect(reply.status).toBeGreaterThanOrEqual(400);
  expect(await statusOf(host, id)).toBe('pending');
});

test('a nonce of one link does not open another', async () => {
  const first = await withLink();
  const other = await first.host.client('approvals.link', { id: first.id, person: 'jan' });
  const nonce = nonceIn(await (await fetch(other.url)).text());
  expect((await post(first.url, { nonce, decision: 'approved' })).status).toBe(403);
  expect(await statusOf(first.host, first.id)).toBe('pending');
});

test('a link works once, and tells afterwards what became of the card', async () => {
  const { host, id, url } = await withLink();
  const nonce = nonceIn(await (await fetch(url)).text());
  expect((await post(url, { nonce, decision: 'declined' })).status).toBe(422);
  expect((await post(url, { nonce, decision: 'declined', comment: 'Too long' })).status).toBe(200);
  expect((await post(url, { nonce, decision: 'approved' })).status).toBe(410);
  const reply = await fetch(url);
  expect([reply.status, (await reply.text()).includes('Already decided by Mara')]).toEqual([410, true]);
  expect(await statusOf(host, id)).toBe('declined');
});

test('a link dies with its card', async () => {
  const { host, run, url } = await withLink();
  const nonce = nonceIn(await (await fetch(url)).text());
  await host.client('runs.cancel', { id: run });
  expect((await fetch(url)).status).toBe(410);
  expect((await post(url, { nonce, decision: 'approved' })).status).toBe(410);
});

test('somebody who may no longer decide cannot by link either', async () => {
  const { host, id, url } = await withLink();
  const nonce = nonceIn(await (await fetch(url)).text());
  const workspace = await host.client('workspace.get', {});
  await host.client('workspace.save', { ...workspace, pools: { editors: ['jan'] } });
  expect((await post(url, { nonce, decision: 'approved' })).status).toBe(403);
  expect(await statusOf(host, id)).toBe('pending');
});

test('an unknown link says 404, and guessing is slowed down', async () => {
  const { url } = await withLink();
  const base = url.slice(0, url.lastIndexOf('/') + 1);
  const statuses: number[] = [];
  for (let index = 0; index < 130; index++)
    statuses.push((await fetch(`${base}${'A'.repeat(40)}${index}`.slice(0, base.length + 43))).status);
  expect(statuses[0]).toBe(404);
  expect(statuses.at(-1)).toBe(429);
  // Who has a real one is not held up by it.
  expect((await fetch(url)).status).toBe(200);
});

test('an approver makes links for themselves only, and an agent none', async () => {
  const { host, id } = await withLink();
  const { token } = await host.client('tokens.create', { role: 'approver', person: 'jan' });
  const link = (person: string) =>
    fetch(`${host.url}/api/v1/approvals/${id}/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ person }),
    });
  expect((await link('jan')).status).toBe(201);
  expect((await link('mara')).status).toBe(403);
});
