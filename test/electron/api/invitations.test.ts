import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../shared/api/client.ts';
import { readInvitation } from '../../../shared/invitation.ts';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { startHost, type TestHost } from '../../support/host.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const anna = { id: 'anna', name: 'Anna' };

async function hostWithAnna(options: Parameters<typeof startHost>[0] = {}): Promise<TestHost> {
  const host = await startHost(options);
  const { me, people } = await host.client('workspace.get', {});
  await host.client('workspace.save', { me, people: [...people, anna], pools: { editors: ['anna'] } });
  return host;
}

const joinWith = async (host: TestHost, body: unknown) => {
  const response = await fetch(`${host.url}/api/v1/invitations/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const invite = async (host: TestHost) => {
  const made = await host.client('invitations.create', { role: 'approver', person: 'anna' });
  return { ...made, content: readInvitation(made.invitation) };
};

describe('an invitation', () => {
  test('becomes a token of its person and role, once; the journal has all of it', async () => {
    const host = await hostWithAnna();
    const { content, invitation, id } = await invite(host);
    expect(content).toMatchObject({ at: [host.url], person: 'anna', role: 'approver' });

    const joined = await joinWith(host, { code: content.code, name: 'Anna’s laptop' });
    expect(joined).toMatchObject({ status: 201, body: { person: 'anna', role: 'approver' } });
    const token = String(joined.body['token']);
    const client = createClient(createHttpCall({ url: host.url, token }));
    expect(await client('session.get', {})).toMatchObject({ person: 'anna', role: 'approver' });
    expect((await host.client('tokens.list', {})).items).toMatchObject([{ name: 'Anna’s laptop' }]);
    expect((await host.client('invitations.list', {})).items).toEqual([]);

    const again = await joinWith(host, { code: content.code });
    expect(again).toMatchObject({
      status: 410,
      body: { error: { code: 'expired', message: 'This invitation was used already.' } },
    });
    const { items } = await host.client('audit.list', {});
    expect(items.filter(({ kind }) => kind.startsWith('invitation.'))).toMatchObject([
      { kind: 'invitation.created', actor: 'owner', body: { invitation: id } },
      { kind: 'invitation.used', actor: 'anna', identified: 'link' },
      { kind: 'invitation.refused', actor: 'anna', body: { why: 'used' } },
    ]);
    // Neither the text nor what it became lies anywhere.
    await host.app.close();
    for (const secret of [content.code, invitation, token]) expect(filesWith(host.home, secret)).toEqual([]);
  });

  test('pressed in two places at once lets one of them in', async () => {
    const host = await hostWithAnna();
    const { content } = await invite(host);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => joinWith(host, { code: content.code })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 410),
    ]);
    expect((await host.client('tokens.list', {})).items).toHaveLength(1);
  });

  test('is too old after 24 hours, and gone when it was taken back', async () => {
    const clock = createVirtualClock();
    const host = await hostWithAnna({ clock });
    const old = await invite(host);
    const back = await invite(host);
    await host.client('invitations.remove', { id: back.id });
    expect(await joinWith(host, { code: back.content.code })).toMatchObject({ status: 404 });
    await clock.advance(24 * 3_600_000);
    expect(await joinWith(host, { code: old.content.code })).toMatchObject({
      status: 410,
      body: { error: { message: 'This invitation is older than 24 hours.' } },
    });
    expect((await host.client('invitations.list', {})).items).toEqual([]);
    expect((await host.client('tokens.list', {})).items).toEqual([]);
  });

  test('for somebody who left meanwhile lets nobody in', async () => {
    const host = await hostWithAnna();
    const { content } = await invite(host);
    const { me, people } = await host.client('workspace.get', {});
    await host.client('workspace.save', { me, people: people.filter(({ id }) => id !== 'anna'), pools: {} });
    expect(await joinWith(host, { code: content.code })).toMatchObject({ status: 410 });
    expect((await host.client('tokens.list', {})).items).toEqual([]);
  });

  test('is slowed down where codes are guessed, and says what it takes', async () => {
    const clock = createVirtualClock();
    const host = await hostWithAnna({ clock });
    expect(await joinWith(host, { code: 'short' })).toMatchObject({ status: 400 });
    expect(await joinWith(host, { code: 'A'.repeat(43), role: 'owner' })).toMatchObject({ status: 400 });
    const statuses: number[] = [];
    for (let index = 0; index < 32; index++)
      statuses.push((await joinWith(host, { code: String(index).padStart(43, 'A') })).status);
    expect([statuses.filter((one) => one === 404).length, statuses.at(-1)]).toEqual([30, 429]);
    // Who really was invited gets in all the same.
    const { content } = await invite(host);
    expect(await joinWith(host, { code: content.code })).toMatchObject({ status: 201 });
  });

  test('names an address that everybody may use, or is not made', async () => {
    const host = await hostWithAnna();
    const make = (address: string) =>
      host.client('invitations.create', { role: 'approver', person: 'anna', address });
    const named = await make('ssh://ops@build-server');
    expect(readInvitation(named.invitation).at).toEqual(['ssh://ops@build-server']);
    await expect(make('http://build-server:7419')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      host.client('invitations.create', { role: 'approver', person: 'nobody' }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

/** Every file below a folder that holds these bytes. */
function filesWith(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(secret));
}
