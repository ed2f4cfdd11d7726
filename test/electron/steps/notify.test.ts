import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { createGuard } from '../../../electron/steps/http/guard.ts';
import { createNotifyExecutor } from '../../../electron/steps/notify.ts';
import { plainAddress } from '../../../electron/steps/notify/address.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';
import { connection, stepContext } from '../../support/step-context.ts';

const open = await startSmtpServer();
const locked = await startSmtpServer({ login: { user: 'mailer', password: 'canary-mail-pw' } });
const chat = await startHttpServer();
afterAll(() => Promise.all([open.close(), locked.close(), chat.close()]));
beforeEach(() => {
  open.mails.length = 0;
  open.refuse.clear();
  chat.requests.length = 0;
  chat.script({ do: 'answer' });
});

const notify = createNotifyExecutor(createGuard(() => []));
const smtp = (port: number, more: Record<string, string> = {}, secrets: Record<string, string> = {}) =>
  connection(
    'smtp',
    { host: '127.0.0.1', port: String(port), security: 'none', from: 'approvals@example.com', ...more },
    secrets,
  );
const run = (input: JsonObject, more: Partial<StepContext> = {}) =>
  notify.execute({ title: 'Tides are out', ...input }, stepContext(more));
const mail = (input: JsonObject, conn = smtp(open.port), more: Partial<StepContext> = {}) =>
  run({ via: 'email', connection: 'mail', ...input }, { connection: conn, ...more });
const header = (source: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(source)?.[1]?.replaceAll(/\r\n\s+/g, ' ');

describe('mail', () => {
  test('goes to each person of people and pools apart, once, with title, body and link', async () => {
    const outcome = await mail({
      to: { people: ['mara'], pools: ['editors'] },
      body: 'Read it.\nNow.',
      link: 'https://cs.example/inbox/1',
    });
    expect(outcome).toEqual({
      ok: true,
      output: {
        delivered: [
          { to: 'mara', via: 'email' },
          { to: 'jon', via: 'email' },
        ],
        failed: [],
      },
    });
    expect(open.mails.map(({ from, to }) => [from, to])).toEqual([
      ['approvals@example.com', ['mara@example.com']],
      ['approvals@example.com', ['jon@example.org']],
    ]);
    const source = open.mails[0]?.source ?? '';
    expect(header(source, 'Subject')).toBe('Tides are out');
    expect(source).toContain('Read it.\r\nNow.\r\n\r\nhttps://cs.example/inbox/1');
    expect(source).not.toContain('jon@');
  });

  test('has the same Message-ID for every try and another one for every person and visit', async () => {
    const idsOf = async (key: string) => {
      open.mails.length = 0;
      await mail({ to: { pools: ['editors'] } }, smtp(open.port), { key });
      return open.mails.map(({ source }) => header(source, 'Message-ID'));
    };
    const first = await idsOf('run.n.1');
    expect(await idsOf('run.n.1')).toEqual(first);
    expect(new Set([...first, ...(await idsOf('run.n.2'))]).size).toBe(4);
  });

  test('partly delivered is a success that names what failed', async () => {
    open.refuse.set('jon@example.org', 550);
    expect(await mail({ to: ['mara', 'jon', 'ada', 'nobody'] })).toMatchObject({
      ok: true,
      output: {
        delivered: [{ to: 'mara' }],
        failed: [
          { to: 'nobody' },
          { to: 'jon', reason: expect.stringContaining('550') },
          { to: 'ada', reason: expect.stringContaining('no mail address') },
        ],
      },
    });
  });

  test.each([
    [550, undefined],
    [451, true],
  ])('refused by everybody with %i fails; passing: %s', async (status, passing) => {
    open.refuse.set('mara@example.com', status);
    const outcome = await mail({ to: ['mara'] });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not_delivered' } });
    if (outcome.ok === true) throw new Error('expected a failure');
    expect(outcome.error.passing).toBe(passing);
    expect(JSON.stringify(outcome)).not.toContain('library words');
  });

  test('a login that is refused, a server that is not there and missing encryption have their own words and no secret', async () => {
    const login = { user: 'mailer' };
    expect(
      await mail({ to: ['mara'] }, smtp(locked.port, login, { password: 'canary-mail-pw' })),
    ).toMatchObject({ ok: true });
    const outcomes = [
      await mail({ to: ['mara'] }, smtp(locked.port, login, { password: 'canary-wrong' })),
      await mail({ to: ['mara'] }, smtp(1)),
      await mail({ to: ['mara'] }, smtp(open.port, { security: 'starttls' })),
      await mail(
        { to: ['mara'] },
        smtp(25, { host: 'mail.example.com', user: 'u' }, { password: 'canary-open' }),
      ),
    ];
    expect(outcomes.map((outcome) => (outcome.ok === true ? '' : outcome.error.message))).toEqual([
      expect.stringContaining('refused the user or password'),
      expect.stringContaining('cannot be reached'),
      expect.stringContaining('no trusted encryption'),
      expect.stringContaining('without encryption'),
    ]);
    expect(JSON.stringify(outcomes)).not.toMatch(/canary|library words|ECONN/);
  });

  test('an untrusted certificate gets nothing', async () => {
    const folder = mkdtempSync('/tmp/cs-smtp-');
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        `${folder}/k`,
        '-out',
        `${folder}/c`,
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ],
      { stdio: 'ignore' },
    );
    const tls = await startSmtpServer({
      tls: { key: readFileSync(`${folder}/k`, 'utf8'), cert: readFileSync(`${folder}/c`, 'utf8') },
    });
    expect(await mail({ to: ['mara'] }, smtp(tls.port, { security: 'starttls' }))).toMatchObject({
      ok: false,
    });
    expect(tls.mails).toEqual([]);
    await tls.close();
    rmSync(folder, { recursive: true });
  });

  test('no title or name begins another header', async () => {
    await mail({ title: 'Hi\r\nBcc: evil@example.net\r\n\r\nbody', to: ['mara'] });
    const { source, to } = open.mails[0] ?? { source: '', to: [] };
    expect(to).toEqual(['mara@example.com']);
    expect(header(source, 'Subject')).toBe('Hi Bcc: evil@example.net body');
    expect(source).not.toMatch(/^bcc:/im);
  });

  test('goes to a literal address, never to what mail grammar could make of it', async () => {
    expect(await mail({ to: ['new@example.com'] })).toMatchObject({ ok: true });
    open.mails.length = 0;
    const odd = [
      '"a@evil.example"@example.com',
      'a@example.com, b@evil.example',
      'Mara <m@evil.example>',
      'a@example.com\r\nRCPT TO:<b@evil.example>',
      '<a@b.example>',
      'a@b@c.example',
      'a@[127.0.0.1]',
      '(c)a@example.com',
      'group:a@b.example;',
      '@x.example:a@b.example',
      'a@exa mple.com',
      'ä@example.com',
      `${'x'.repeat(65)}@example.com`,
    ];
    for (const to of odd) expect(await mail({ to: [to] })).toMatchObject({ ok: false });
    expect(open.mails).toEqual([]);
  });

  test('10,000 colons are refused at once', () => {
    const from = performance.now();
    expect(plainAddress(`${':'.repeat(10_000)}@example.com`)).toBeNull();
    expect(plainAddress(`a@${'b-'.repeat(5_000)}.com`)).toBeNull();
    expect(performance.now() - from).toBeLessThan(50);
  });

  test('nobody to write to is an error of its own', async () => {
    expect(await mail({ to: { pools: ['empty'] } })).toMatchObject({
      ok: false,
      error: { code: 'not_delivered' },
    });
  });
});

describe('a webhook', () => {
  const post = (input: JsonObject = {}) =>
    run(
      { via: 'webhook', connection: 'chat', ...input },
      { connection: connection('http', { baseUrl: `${chat.url}/in` }, { token: 'canary-chat' }) },
    );

  test('gets the message as JSON with a key to drop repeats by', async () => {
    expect(await post({ to: { channel: 'news', people: ['mara'] }, body: 'b' })).toEqual({
      ok: true,
      output: { delivered: [{ to: 'news', via: 'webhook' }], failed: [] },
    });
    expect(chat.requests[0]).toMatchObject({
      method: 'POST',
      url: '/in',
      headers: {
        authorization: 'Bearer canary-chat',
        'idempotency-key': stepContext().key,
        'content-type': 'application/json',
      },
    });
    expect(JSON.parse(chat.requests[0]?.body ?? '')).toMatchObject({
      title: 'Tides are out',
      body: 'b',
      channel: 'news',
      to: [{ id: 'mara', name: 'Mara' }],
      node: 'publish',
    });
  });

  test.each([
    [{ do: 'answer', status: 500 } as const, true],
    [{ do: 'reset' } as const, true],
    [{ do: 'answer', status: 400 } as const, undefined],
    [{ do: 'redirect', status: 302, to: 'http://127.0.0.1:9/' } as const, undefined],
  ])('that does %j fails; passing: %s', async (script, passing) => {
    chat.script(script);
    const outcome = await post();
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not_delivered' } });
    if (outcome.ok === true) throw new Error('expected a failure');
    expect(outcome.error.passing).toBe(passing);
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });
});

describe('a desktop message', () => {
  test('is shown to the people it names, marked where it comes from a draft', async () => {
    const context = stepContext({ where: { run: 'r', flow: 'f', node: 'n', visit: 1, draft: true } });
    const outcome = await notify.execute(
      { title: 'Hi', to: { pools: ['editors'] }, body: 'b', link: '/runs/r' },
      context,
    );
    expect(outcome).toMatchObject({
      ok: true,
      output: { delivered: [{ to: 'mara' }, { to: 'jon' }], failed: [] },
    });
    expect(context.toasts).toEqual([{ title: 'Draft: Hi', body: 'b', link: '/runs/r', to: ['mara', 'jon'] }]);
  });

  test('on a host without a desktop is recorded as not delivered and stops nothing', async () => {
    const outcome = await run({}, { toast: () => Promise.reject(new Error('no bus')) });
    expect(outcome).toEqual({
      ok: true,
      output: {
        delivered: [],
        failed: [{ to: 'this desktop', via: 'desktop', reason: 'This computer shows no desktop messages.' }],
      },
    });
  });
});
