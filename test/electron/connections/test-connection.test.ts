import { afterAll, describe, expect, test } from 'vitest';
import { testConnection } from '../../../electron/connections/test-connection.ts';
import { findLocalModels, ollamaAddress } from '../../../electron/connections/local-models.ts';
import { createGuard } from '../../../electron/steps/http/guard.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { startModelServer } from '../../support/model-server.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import { connection } from '../../support/step-context.ts';

const guard = createGuard(() => []);
const web = await startHttpServer();
const model = await startModelServer({ models: ['tiny', 'big:latest'], key: 'sk-good' });
const mail = await startSmtpServer({ login: { user: 'u', password: 'good' } });
const ssh = await startSshServer();
afterAll(() => Promise.all([web.close(), model.close(), mail.close(), ssh.close()]));

const check = async (
  kind: string,
  settings: Record<string, string>,
  secrets: Record<string, string> = {},
) => {
  const result = await testConnection(connection(kind, settings, secrets), guard);
  expect(JSON.stringify(result)).not.toMatch(/canary|ECONN|library words/);
  return result;
};

describe('a web service', () => {
  test.each([
    [{ do: 'answer', status: 200 } as const, true, 'answers (200)'],
    [{ do: 'answer', status: 404 } as const, true, 'answers (404)'],
    [{ do: 'answer', status: 401 } as const, false, 'Key refused'],
    [{ do: 'answer', status: 503 } as const, false, 'failed on its side'],
    [{ do: 'garbage' } as const, false, 'does not speak HTTP'],
    [{ do: 'reset' } as const, false, 'was lost'],
  ])('that does %j: ok = %s, “%s”', async (script, ok, words) => {
    web.script(script);
    expect(await check('http', { baseUrl: `${web.url}/api` }, { token: 'canary-token' })).toMatchObject({
      ok,
      message: expect.stringContaining(words),
    });
    expect(web.requests.at(-1)).toMatchObject({
      method: 'GET',
      url: '/api',
      headers: { authorization: 'Bearer canary-token' },
    });
  });

  test('that is not there says so', async () => {
    expect(await check('http', { baseUrl: 'http://127.0.0.1:1' })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^No answer from 127\.0\.0\.1:1: no connection/),
    });
  });
});

describe('a model', () => {
  const llm = (name: string, key = 'sk-good') =>
    check('llm', { baseUrl: model.baseUrl, model: name }, { apiKey: key });
  test('that is there, is not there, or whose key is refused', async () => {
    expect(await llm('tiny')).toMatchObject({ ok: true, message: expect.stringContaining('tiny') });
    expect(await llm('big')).toMatchObject({ ok: true });
    expect(await llm('huge')).toMatchObject({
      ok: false,
      message: expect.stringContaining('Model not found'),
      fix: 'It has: tiny, big:latest.',
    });
    expect(await llm('tiny', 'canary-wrong')).toMatchObject({
      ok: false,
      message: expect.stringContaining('Key refused'),
    });
  });

  test('behind a server without a list is asked a question', async () => {
    web.script(
      { do: 'answer', status: 404 },
      {
        do: 'answer',
        status: 200,
        json: {
          choices: [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }],
        },
      },
    );
    expect(await check('llm', { baseUrl: `${web.url}/v1`, model: 'tiny' })).toMatchObject({ ok: true });
    web.script({ do: 'answer', status: 404 });
    expect(await check('llm', { baseUrl: `${web.url}/v1`, model: 'tiny' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('Model not found'),
    });
  });
});

test('a model program on this computer is found with its models; another computer is never asked', async () => {
  const open = await startModelServer({ models: ['tiny', 'big:latest'] });
  const found = { program: 'Ollama', baseUrl: open.baseUrl, models: ['tiny', 'big:latest'] };
  const { host } = new URL(open.baseUrl);
  expect(await findLocalModels(guard, host)).toEqual([found]);
  expect(await findLocalModels(guard, `http://localhost:${host.split(':')[1]}`)).toEqual([found]);
  await open.close();
  expect(await findLocalModels(guard, host)).toEqual([]);
  expect(['0.0.0.0', '192.0.2.1:80', 'http://models.example.com', undefined].map(ollamaAddress)).toEqual(
    Array.from({ length: 4 }, () => '127.0.0.1:11434'),
  );
});

describe('an SSH server', () => {
  const settings = { host: ssh.host, port: String(ssh.port), user: ssh.user };
  test('shows its host key until that is pinned', async () => {
    const unknown = await check('ssh', settings, { privateKey: ssh.privateKey });
    expect(unknown).toMatchObject({ ok: false, hostKey: ssh.hostKey });
    expect(
      await check('ssh', { ...settings, hostKey: unknown.hostKey ?? '' }, { privateKey: ssh.privateKey }),
    ).toMatchObject({ ok: true });
  });

  test('that refuses the login says so', async () => {
    expect(
      await check('ssh', { ...settings, hostKey: ssh.hostKey }, { password: 'canary-pw' }),
    ).toMatchObject({ ok: false, message: expect.stringContaining('refused the login') });
  });
});

test('a mail server is asked to let us in and gets no mail', async () => {
  const settings = {
    host: mail.host,
    port: String(mail.port),
    security: 'none',
    from: 'a@b.example',
    user: 'u',
  };
  expect(await check('smtp', settings, { password: 'good' })).toMatchObject({ ok: true });
  expect(await check('smtp', settings, { password: 'canary-bad' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('refused the user or password'),
  });
  expect(mail.mails).toEqual([]);
});
