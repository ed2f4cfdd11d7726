import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readInvitation } from '../../../shared/invitation.ts';
import { tempHome } from '../../support/host.ts';
import { startHost, until, type Host } from '../../support/host-process.ts';
import { openHosts, startAskingHost, tokenOf, wordOf } from '../../support/known-hosts.ts';

// Every host is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const live = async (hosts: Awaited<ReturnType<typeof openHosts>>['hosts'], state = 'live') =>
  until(async () => hosts.list().items[0]?.state === state, `the host is ${state}`);

async function invite(host: Host): Promise<string> {
  const { body } = await host.api('POST', '/invitations', { role: 'approver', person: 'anna' });
  return wordOf(body['invitation']);
}

describe('a desktop and a host elsewhere', () => {
  test('what waits there is told here, counted, opened and withdrawn when somebody decides it', async () => {
    const [host, desktop] = [await startAskingHost(), await openHosts(tempHome())];
    const before = await host.ask('Before');
    const token = await tokenOf(host);
    const added = await desktop.hosts.attach({ address: host.url, token });
    expect(added).toMatchObject({ person: 'Anna', role: 'approver', address: host.url });
    const first = `host:${added.id}:${before}.review.1`;
    const shown = await until(async () => desktop.messages.get(first), 'the card that waited already');
    expect([shown.title, shown.body.split('\n')[0]]).toEqual([
      `On ${added.name}: Publish Before`,
      'Publish: the site',
    ]);
    const run = await host.ask('Tides');
    await until(async () => desktop.messages.size === 2, 'a message about the new card');
    await until(async () => desktop.hosts.waiting() === 2, 'both are counted');

    // The window of this desktop, on that host: with the person's own name, not the owner's.
    const line = desktop.hosts.line(added.id);
    await line?.call('approvals.decide', { id: `${run}.review.1`, decision: 'approved' });
    await until(async () => desktop.messages.size === 1, 'its message goes');
    const { body } = await host.api('GET', `/approvals/${run}.review.1`);
    expect(body['decision']).toMatchObject({ by: 'anna', decision: 'approved', via: 'window' });
    expect([...desktop.messages.keys()]).toEqual([first]);
    await host.api('POST', `/runs/${before}/cancel`, {});
    await until(async () => desktop.messages.size === 0, 'a cancelled card’s message goes too');
    expect(desktop.hosts.waiting()).toBe(0);
  });

  test('more than three at once become one message, which goes when nothing waits any more', async () => {
    const [host, desktop] = [await startAskingHost(), await openHosts(tempHome())];
    const runs = await Promise.all(['A', 'B', 'C', 'D'].map(host.ask));
    const { id, name } = await desktop.hosts.attach({ address: host.url, token: await tokenOf(host) });
    const shown = await until(async () => desktop.messages.get(`host:${id}:waiting`), 'one message for all');
    expect(shown.title).toMatch(new RegExp(`^On ${name}: 4 waiting, first due `));
    await until(async () => desktop.messages.size === 1, 'the others make way for it');
    await desktop.hosts.press({ id: shown.id, action: 'open', seen: null });
    expect(desktop.went).toEqual([[id, '/inbox']]);
    for (const run of runs) await host.api('POST', `/runs/${run}/cancel`, {});
    await until(async () => desktop.messages.size === 0, 'the message goes');
  });

  test('a press on its message reaches that host and no other: held as this person, and taken back', async () => {
    const [host, desktop] = [await startAskingHost(), await openHosts(tempHome())];
    const { id } = await desktop.hosts.attach({ address: host.url, token: await tokenOf(host) });
    const card = `${await host.ask('Tides')}.review.1`;
    const asked = await until(async () => desktop.messages.get(`host:${id}:${card}`), 'a message');
    expect(asked.actions.map((action) => action.id)).toEqual(['open', 'approve', 'decline-open']);
    const press = (action: string) => desktop.hosts.press({ id: asked.id, action, seen: asked.seen ?? null });
    const seen = async () => (await host.api('GET', `/approvals/${card}`)).body;

    await press('approve');
    expect((await seen())['held']).toMatchObject({ by: 'anna', decision: 'approved' });
    const held = await until(
      async () =>
        desktop.messages.get(asked.id)?.title.includes('Approved') === true && desktop.messages.get(asked.id),
      'the message says that it is held',
    );
    expect(held.actions.map((action) => action.id)).toEqual(['open', 'undo']);
    await press('undo');
    await until(async () => desktop.messages.get(asked.id)?.title === asked.title, 'the question is back');
    expect([(await seen())['held'], (await seen())['status']]).toEqual([undefined, 'pending']);
    await press('decline-open');
    expect(desktop.went).toEqual([[id, `/inbox/${card}?decide=declined`]]);
    await desktop.hosts.press({
      id: `host:${'f'.repeat(16)}:${card}`,
      action: 'approve',
      seen: asked.seen ?? null,
    });
    expect((await seen())['status']).toBe('pending');
  });

  test('a host that dies is missed, and heard again when it is back, with what came meanwhile', async () => {
    const [host, desktop] = [await startAskingHost(), await openHosts(tempHome())];
    const { id } = await desktop.hosts.attach({ address: host.url, token: await tokenOf(host) });
    await live(desktop.hosts);
    const news: string[] = [];
    desktop.hosts.watch((from, { event }) => news.push(`${from === id} ${event.type}`));
    await host.kill();
    await live(desktop.hosts, 'lost');
    await until(
      async () =>
        desktop.hosts.list().items[0]?.problem?.message.includes('cannot be reached: nothing listens there.'),
      'it says why',
    );
    await expect(desktop.hosts.line(id)?.call('flows.list', {})).rejects.toMatchObject({ code: 'no_host' });

    const again = await startHost(host.home, {}, Number(new URL(host.url).port));
    onTestFinished(() => again.kill());
    const { body } = await again.api('POST', '/flows/asking/runs', {
      input: { title: 'Back' },
      target: 'live',
    });
    await until(async () => desktop.messages.has(`host:${id}:${wordOf(body['id'])}.review.1`), 'it is told');
    await live(desktop.hosts);
    expect(news).toContain('true reset');
  });

  test('a revoked token is said at once, and a new invitation for the same person mends it', async () => {
    const [host, desktop] = [await startAskingHost(), await openHosts(tempHome())];
    const { id } = await desktop.hosts.attach({ invitation: await invite(host) });
    await live(desktop.hosts);
    const { body } = await host.api('GET', '/tokens');
    await host.api('DELETE', `/tokens/${wordOf(body.items?.[0]?.['id'])}`);
    const tried = await desktop.hosts.tryHost(id);
    expect(tried).toMatchObject({
      state: 'refused',
      problem: {
        message: expect.stringContaining('its token was revoked'),
        fix: expect.stringContaining('invitation'),
      },
    });
    const joined = await desktop.hosts.attach({ invitation: await invite(host) });
    expect([joined.id, desktop.hosts.list().items.length]).toEqual([id, 1]);
    await live(desktop.hosts);
  });

  test('an invitation lets one desktop in; the next one is refused and keeps nothing', async () => {
    const host = await startAskingHost();
    const [first, second] = [await openHosts(tempHome()), await openHosts(tempHome())];
    const text = await invite(host);
    const joined = await first.hosts.attach({ invitation: ` ${text}\n` });
    expect(joined).toMatchObject({ person: 'Anna', role: 'approver' });
    await expect(second.hosts.attach({ invitation: text })).rejects.toMatchObject({
      code: 'expired',
      message: 'This invitation was used already.',
    });
    expect(second.hosts.list().items).toEqual([]);
    const { body } = await host.api('GET', '/tokens');
    expect(body.items?.map(({ name }) => name)).toEqual(['Desktop app on laptop']);
  });

  test('is known again after a restart, and forgotten with its token; no secret is plain in the home', async () => {
    const host = await startAskingHost();
    const home = tempHome();
    const text = await invite(host);
    const before = await openHosts(home);
    const token = await tokenOf(host, 'viewer', 'owner');
    await before.hosts.attach({ address: host.url, token });
    const { id } = await before.hosts.attach({ invitation: text });
    await before.hosts.close();
    expect(statSync(join(home, 'hosts.json')).mode & 0o777).toBe(0o600);
    for (const secret of [token, readInvitation(text).code]) expect(filesWith(home, secret)).toEqual([]);

    const after = await openHosts(home);
    await until(async () => after.hosts.list().items.every(({ state }) => state === 'live'), 'both are back');
    expect(after.hosts.list().items.map(({ person, role }) => [person, role])).toEqual([
      ['Owner', 'viewer'],
      ['Anna', 'approver'],
    ]);
    await host.ask('Tides');
    await until(async () => after.messages.size === 1, 'only the person who is asked is told');
    await after.hosts.forget(id);
    expect([after.hosts.list().items.length, after.messages.size]).toEqual([1, 0]);
    expect(readFileSync(join(home, 'hosts.json'), 'utf8')).not.toContain(id);
    expect(after.hosts.line(id)).toBeNull();
  });

  test('a list of hosts that cannot be read is set aside and said, and the desktop starts', async () => {
    const home = tempHome();
    writeFileSync(join(home, 'hosts.json'), '{ not json');
    const { hosts, log } = await openHosts(home);
    expect([hosts.list().items, readdirSync(home).includes('hosts.json.damaged')]).toEqual([[], true]);
    expect(log[0]).toContain('set aside');
  });
});

describe('nothing of ours is sent', () => {
  test('over http beyond this computer, not a byte', async () => {
    const { hosts } = await openHosts(tempHome());
    for (const address of [
      'http://10.255.255.1:7419',
      'http://countersign.example.com',
      'http://127.0.0.1.evil.example',
    ])
      await expect(hosts.attach({ address, token: 'x'.repeat(40) })).rejects.toMatchObject({
        code: 'invalid_input',
        fix: expect.stringContaining('https://'),
      });
    expect(hosts.list().items).toEqual([]);
  });

  test('to a program that is not Countersign, also where it redirects', async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(`${request.url} ${request.headers.authorization ?? 'no token'}`);
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { hosts } = await openHosts(tempHome());
    await expect(
      hosts.attach({ address: `http://127.0.0.1:${port}`, token: 'x'.repeat(40) }),
    ).rejects.toMatchObject({ code: 'misdirected', message: expect.stringContaining('not Countersign') });
    expect(heard).toEqual(['/api/v1/host/proof?nonce=are-you-countersign no token']);
  });
});

/** Every file below a folder that holds these bytes. */
function filesWith(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(secret));
}
