import { expect, onTestFinished, test } from 'vitest';
import type { Message } from '../../../shared/approval/messages.ts';
import { deliverWithLinks } from '../../../electron/deliver-with-links.ts';
import { startHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

const message: Message = {
  key: 'card/request/email',
  approval: 'card',
  kind: 'request',
  via: 'email',
  to: ['mara', 'jan'],
  title: 'Publish',
  body: '',
  link: '/inbox/card',
  deadline: null,
  tier: 2,
  draft: false,
};

function delivered(refuse: string | null = null, status = 'pending') {
  const sent: Message[] = [];
  const deliver = deliverWithLinks({
    deliver: async (one) => {
      if (one.to.includes(refuse ?? '')) throw new Error('refused');
      sent.push(one);
    },
    links: { issue: async ({ person }) => ({ url: `https://host/decide/${person}`, expiresAt: 0 }) },
    store: { approvals: { get: () => ({ id: 'card', status }) } as never }, // as much of the store as is asked
  });
  return { sent, deliver };
}

test('each person’s mail carries a link of their own', async () => {
  const { sent, deliver } = delivered();
  await deliver(message);
  expect(sent.map(({ to, link, key }) => [to, link, key])).toEqual([
    [['mara'], 'https://host/decide/mara', message.key],
    [['jan'], 'https://host/decide/jan', message.key],
  ]);
});

test('desktop messages, outcomes and cards that are settled keep the inbox’s address', async () => {
  for (const [changes, status] of [
    [{ via: 'desktop' as const }, 'pending'],
    [{ kind: 'outcome' as const }, 'pending'],
    [{}, 'approved'],
  ] as const) {
    const { sent, deliver } = delivered(null, status);
    await deliver({ ...message, ...changes });
    expect(sent).toEqual([{ ...message, ...changes }]);
  }
});

test('one mail that does not leave holds up nobody else, and is tried again', async () => {
  const { sent, deliver } = delivered('mara');
  await expect(deliver(message)).rejects.toThrow('refused');
  expect(sent.map(({ to }) => to)).toEqual([['jan']]);
});

test('a mail really arrives with a link on which its reader decides', async () => {
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.close());
  const host = await startHost();
  await host.client('workspace.save', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Owner' },
      { id: 'mara', name: 'Mara', email: 'mara@example.org' },
    ],
    pools: { editors: ['mara'] },
  });
  await host.client('connections.create', {
    name: 'mail',
    kind: 'smtp',
    settings: { host: '127.0.0.1', port: String(smtp.port), security: 'none', from: 'approvals@example.org' },
  });
  const text = askingFlow().replace(
    'assign: { pools: [editors] }',
    'assign: { pools: [editors] }\n      notify: { via: [email] }',
  );
  await host.client('flows.import', { text });
  await host.client('flows.release', { id: 'asking' });
  await host.client('flows.setLive', { id: 'asking', version: 1 });
  const { id } = await host.client('runs.start', { id: 'asking', target: 'live', input: { title: 'x' } });
  await smtp.arrived(1);
  const mail = (smtp.mails[0]?.source ?? '').replaceAll(/=\r?\n/g, '');
  const url = /http:\/\/127\.0\.0\.1:\d+\/decide\/[\w-]{43}/.exec(mail)?.[0] ?? '';
  const nonce = /name="nonce" value="([^"]+)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
  const reply = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ nonce, decision: 'approved' }),
  });
  expect(reply.status).toBe(200);
  expect(await host.client('approvals.get', { id: `${id}.review.1` })).toMatchObject({
    decision: { by: 'mara', via: 'link' },
  });
  // The token stands in the mail and nowhere else.
  const history = JSON.stringify([
    await host.client('runs.events', { id }),
    await host.client('audit.list', { limit: 500 }),
  ]);
  expect(url).not.toBe('');
  expect(history).not.toContain(url.split('/').at(-1));
});
