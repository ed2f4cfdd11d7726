import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Desktop, Toast } from '../../../electron/notify/desktop.ts';
import { createNotifier } from '../../../electron/notify/notifier.ts';
import type { OpenConnection } from '../../../electron/steps/executor.ts';
import type { Message } from '../../../shared/approval/messages.ts';
import type { Workspace } from '../../../shared/approval/workspace.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { connection } from '../../support/step-context.ts';

const server = await startSmtpServer();
afterAll(() => server.close());
const workspace: Workspace = {
  me: 'mara',
  people: [
    { id: 'mara', name: 'Mara', email: 'mara@example.com' },
    { id: 'jon', name: 'Jon', email: 'jon@example.com' },
    { id: 'ada', name: 'Ada' },
  ],
  pools: {},
};
const message = (more: Partial<Message> = {}): Message => ({
  key: 'run.review.1/request/email',
  approval: 'run.review.1',
  kind: 'request',
  via: 'email',
  to: ['mara', 'jon'],
  title: 'Publish “Tides”',
  body: 'Publish: cms\nWhy: new text',
  link: '/inbox/run.review.1',
  deadline: Date.UTC(2026, 10, 21, 17),
  tier: 2,
  draft: false,
  ...more,
});

/** The screen is the far end here; the real one has its own test. */
function screen(works = true): Desktop & { toasts: Toast[]; withdrawn: string[] } {
  const toasts: Toast[] = [];
  const withdrawn: string[] = [];
  return {
    toasts,
    withdrawn,
    show: (toast) =>
      works ? Promise.resolve(void toasts.push(toast)) : Promise.reject(new Error('no desktop')),
    withdraw: (id) => Promise.resolve(void withdrawn.push(id)),
    shows: (id) => toasts.some((toast) => toast.id === id) && !withdrawn.includes(id),
    look: async () => undefined,
    describe: () => ({
      available: works,
      reason: works ? null : 'There is no desktop session here.',
      buttons: works,
      reply: false,
      keeps: false,
    }),
    close: () => Promise.resolve(),
  };
}
function build(more: { desktop?: Desktop; mail?: () => OpenConnection | null } = {}) {
  const lines: string[] = [];
  const notifier = createNotifier({
    desktop: more.desktop ?? screen(),
    workspace: () => workspace,
    mail:
      more.mail ??
      (() =>
        connection('smtp', {
          host: '127.0.0.1',
          port: String(server.port),
          security: 'none',
          from: 'cs@example.com',
        })),
    baseUrl: () => 'http://127.0.0.1:7419',
    log: (line) => lines.push(line),
    clock: createVirtualClock(Date.UTC(2026, 10, 21, 9)),
    waiting: async () => ({ count: 0, firstDue: null }),
    quietUntil: () => null,
    missed: { get: () => false, set: () => undefined },
  });
  return { ...notifier, lines };
}
beforeEach(() => {
  server.mails.length = 0;
  server.refuse.clear();
});

describe('by mail', () => {
  test('each holder gets the question, the deadline and a link to the very card', async () => {
    await build().deliver(message());
    expect(server.mails.map((mail) => mail.to)).toEqual([['mara@example.com'], ['jon@example.com']]);
    const { source } = server.mails[0] ?? { source: '' };
    expect(source).toContain('Why: new text');
    expect(source).toContain('Answer by Sat, 21 Nov 2026 17:00:00 GMT');
    expect(source).toContain('http://127.0.0.1:7419/inbox/run.review.1');
  });

  test('a later try reaches only those who have not got it', async () => {
    const notifier = build();
    server.refuse.set('jon@example.com', 451);
    await expect(notifier.deliver(message())).rejects.toThrow('(451)');
    server.refuse.clear();
    await notifier.deliver(message());
    expect(server.mails.map((mail) => mail.to[0])).toEqual(['mara@example.com', 'jon@example.com']);
  });

  test('what can never arrive is logged and let go', async () => {
    const notifier = build();
    server.refuse.set('jon@example.com', 550);
    await notifier.deliver(message({ to: ['jon', 'ada'] }));
    expect(notifier.lines).toEqual([
      expect.stringContaining('jon'),
      expect.stringContaining('ada has no mail address'),
    ]);
  });

  test('a server that is down is tried again later', async () => {
    const notifier = build({
      mail: () =>
        connection('smtp', { host: '127.0.0.1', port: '1', security: 'none', from: 'cs@example.com' }),
    });
    await expect(notifier.deliver(message())).rejects.toThrow('cannot be reached');
  });

  test('without a connection named “mail” nothing is sent, and that is said once', async () => {
    const notifier = build({ mail: () => null });
    await notifier.deliver(message());
    await notifier.deliver(message({ key: 'other' }));
    expect(notifier.lines).toEqual([expect.stringContaining('“mail”')]);
  });

  test('a mail is not taken back and not sent twice', async () => {
    const notifier = build();
    await notifier.deliver(message({ kind: 'withdraw' }));
    await notifier.deliver(message());
    await notifier.deliver(message());
    expect(server.mails).toHaveLength(2);
  });
});

describe('on the desktop', () => {
  const desktopMessage = (more: Partial<Message> = {}) => message({ via: 'desktop', ...more });

  test('only who sits here is asked, and the toast goes when the card does', async () => {
    const desktop = screen();
    const notifier = build({ desktop });
    await notifier.deliver(desktopMessage({ to: ['jon'] }));
    expect(desktop.toasts).toEqual([]);
    await notifier.deliver(desktopMessage());
    expect(desktop.toasts).toMatchObject([
      { id: 'run.review.1', title: 'Publish “Tides”', urgent: true, actions: [{ id: 'open' }] },
    ]);
    expect(desktop.toasts[0]?.body).toContain('By ');
    await notifier.deliver(desktopMessage({ kind: 'withdraw' }));
    expect(desktop.withdrawn).toEqual(['run.review.1']);
  });

  test('a draft says so', async () => {
    const desktop = screen();
    await build({ desktop }).deliver(desktopMessage({ draft: true }));
    expect(desktop.toasts[0]?.title).toBe('Draft: Publish “Tides”');
  });

  test('a host without a desktop loses nothing and says why once', async () => {
    const notifier = build({ desktop: screen(false) });
    await notifier.deliver(desktopMessage());
    await notifier.deliver(desktopMessage());
    expect(notifier.lines).toEqual(['Desktop messages: There is no desktop session here.']);
    expect(notifier.describe()).toMatchObject({ available: false });
  });

  test('a step’s message is shown here when it is for us, and refused when it is not', async () => {
    const desktop = screen();
    const notifier = build({ desktop });
    await notifier.toast({ title: 'Done', body: 'b', link: '/runs/1', to: ['mara'] });
    await notifier.toast({ title: 'All', body: 'b', link: null, to: [] });
    expect(desktop.toasts.map(({ body }) => body)).toEqual(['b\nhttp://127.0.0.1:7419/runs/1', 'b']);
    await expect(notifier.toast({ title: 'x', body: '', link: null, to: ['jon'] })).rejects.toThrow(
      'other computers',
    );
    await expect(
      build({ desktop: screen(false) }).toast({ title: 'x', body: '', link: null, to: [] }),
    ).rejects.toThrow();
  });
});
