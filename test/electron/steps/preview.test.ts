import { expect, onTestFinished, test } from 'vitest';
import { createExecutors } from '../../../electron/steps/index.ts';
import { connection, stepContext } from '../../support/step-context.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

const executors = createExecutors();

test('a mail is previewed one by one, as it then arrives, and whoever has no address is named', async () => {
  const server = await startSmtpServer();
  onTestFinished(() => server.close());
  const mail = connection('smtp', {
    host: server.host,
    port: String(server.port),
    security: 'none',
    from: 'flows@example.com',
  });
  const input = {
    via: 'email',
    connection: 'mail',
    to: { people: ['mara', 'ada'], pools: [] },
    title: 'The report',
    body: 'It is done.',
    link: 'https://example.com/r',
  };
  const preview = await executors.notify.preview?.(input, stepContext({ connection: mail }));
  expect(server.mails).toEqual([]);
  expect(preview).toEqual({
    ok: true,
    sends: [
      {
        to: 'Mail to Mara <mara@example.com>',
        headers: { From: 'Countersign <flows@example.com>', Subject: 'The report' },
        body: 'It is done.\n\nhttps://example.com/r\n',
      },
      { to: 'Nothing to Ada: no plain mail address in the workspace', headers: {}, body: null },
    ],
  });
  await executors.notify.execute(input, stepContext({ connection: mail }));
  expect(server.mails).toHaveLength(1);
  const source = server.mails[0]?.source ?? '';
  expect(source).toContain('Subject: The report');
  expect(source).toContain('It is done.\r\n\r\nhttps://example.com/r');
});

test('a command is previewed with its server, folder, variables and input, without going there', async () => {
  const build = connection('ssh', { host: 'build.example', port: '2222', user: 'deploy' }, { password: 'x' });
  const input = {
    connection: 'build',
    script: 'make all\nmake install',
    cwd: '~/site',
    env: { STAGE: 'live' },
    stdin: 'yes',
  };
  expect(await executors.ssh.preview?.(input, stepContext({ connection: build }))).toEqual({
    ok: true,
    sends: [
      {
        to: 'Run as deploy on build.example:2222',
        headers: { Folder: '~/site', $STAGE: 'live', Input: 'yes' },
        body: 'make all\nmake install',
      },
    ],
  });
  const broken = { ...input, env: { 'not a name': '1' } };
  expect(await executors.ssh.preview?.(broken, stepContext({ connection: build }))).toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  });
});

test('a desktop message is previewed with the draft’s mark in its title', async () => {
  const context = stepContext();
  const draft = { ...context, where: { ...context.where, draft: true } };
  const input = { via: 'desktop', to: ['mara'], title: 'Ready', body: 'Look at it' };
  expect(await executors.notify.preview?.(input, draft)).toEqual({
    ok: true,
    sends: [{ to: 'Desktop message to Mara', headers: { Title: 'Draft: Ready' }, body: 'Look at it' }],
  });
  expect(context.toasts).toEqual([]);
});
