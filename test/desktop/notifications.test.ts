import { describe, expect, test } from 'vitest';
import type { Press, Toast } from '../../electron/notify/desktop.ts';
import { createNotificationClass } from './double/notification.ts';
import { loadWithElectron } from './support/desktop.ts';

const card = (more: Partial<Toast> = {}): Toast => ({
  id: 'run.review.1',
  title: 'Pay €4,200 to Acme',
  body: 'Pay: Acme\nBy 17:00',
  urgent: false,
  actions: [{ id: 'open', label: 'Open' }],
  ...more,
});

async function open(
  settings: Parameters<typeof createNotificationClass>[0] = {},
  platform: NodeJS.Platform = 'linux',
) {
  const { Notification, shown, activate } = createNotificationClass(settings);
  const pressed: Press[] = [];
  const desktop = await loadWithElectron({ Notification }, async () => {
    const { createNotifications } = await import('../../electron/desktop/notifications.ts');
    return createNotifications({ onPress: (press) => pressed.push(press), platform, answerMs: 50 });
  });
  return { desktop, shown, pressed, activate };
}

describe('messages of this system', () => {
  test('carry title and body; a press says which card, a button says which button', async () => {
    const { desktop, shown, pressed } = await open();
    const actions = [
      ...card().actions,
      { id: 'approve', label: 'Approve' },
      { id: 'decline', label: 'Decline' },
    ];
    await desktop.show(card({ actions, urgent: true, seen: 'hash' }));
    expect(shown.map(({ options, isOpen }) => ({ ...options, isOpen }))).toEqual([
      {
        title: 'Pay €4,200 to Acme',
        body: 'Pay: Acme\nBy 17:00',
        urgency: 'critical',
        timeoutType: 'never',
        actions: [
          { type: 'button', text: 'Approve' },
          { type: 'button', text: 'Decline' },
        ],
        isOpen: true,
      },
    ]);
    shown[0]?.press();
    shown[0]?.pressButton(1);
    shown[0]?.pressButton(7);
    expect(pressed).toEqual([
      { id: 'run.review.1', action: 'open', seen: 'hash' },
      { id: 'run.review.1', action: 'decline', seen: 'hash' },
    ]);
  });

  test('a later message about the same card takes the place of the earlier one', async () => {
    const { desktop, shown } = await open();
    await desktop.show(card());
    await desktop.show(card({ title: 'Reminder: Pay €4,200 to Acme' }));
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  test('a withdrawn message disappears, and withdrawing one that never was does nothing', async () => {
    const { desktop, shown } = await open();
    await desktop.show(card());
    await desktop.withdraw('another');
    expect(shown[0]?.isOpen).toBe(true);
    await desktop.withdraw('run.review.1');
    expect(shown[0]?.isOpen).toBe(false);
  });

  test('closing the app takes its messages away', async () => {
    const { desktop, shown } = await open();
    await desktop.show(card());
    await desktop.show(card({ id: 'other' }));
    await desktop.close();
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('words of flows and models stay words: no markup, no control characters', async () => {
    const { desktop, shown } = await open();
    await desktop.show(
      card({ title: 'Pay\n<b>now</b>', body: `<a href="https://evil.test">here</a>\u0007 <img src="x">` }),
    );
    expect(shown[0]?.title).toBe('Pay ‹b›now‹/b›');
    expect(shown[0]?.body).toBe('‹a href="https://evil.test"›here‹/a› ‹img src="x"›');
    const mac = await open({}, 'darwin');
    await mac.desktop.show(card({ body: 'a < b' }));
    expect(mac.shown[0]?.body).toBe('a < b');
  });
});

describe('a system that shows none', () => {
  test('says so, and the caller learns that nothing was shown', async () => {
    const { desktop, shown } = await open({ supported: false });
    await expect(desktop.show(card())).rejects.toThrow('shows no desktop messages');
    expect(shown).toEqual([]);
    expect(desktop.describe()).toEqual({
      available: false,
      reason: 'This system shows no desktop messages. The inbox has everything.',
      buttons: false,
      reply: false,
      keeps: false,
    });
  });

  test('refuses one: its own words are told', async () => {
    const { desktop } = await open({ failure: 'the app is not signed' });
    await expect(desktop.show(card())).rejects.toThrow('the app is not signed');
    expect(desktop.describe()).toMatchObject({
      available: false,
      reason: expect.stringContaining('not signed'),
    });
  });
});

const asked = card({
  seen: 'hash',
  reply: true,
  actions: [
    ...card().actions,
    { id: 'approve', label: 'Approve' },
    { id: 'decline-open', label: 'Decline…' },
  ],
});

describe('on macOS', () => {
  test('a message with one button or none has a field for a comment; two buttons have its place', async () => {
    const { desktop, shown, pressed } = await open({}, 'darwin');
    await desktop.show(asked);
    await desktop.show({ ...asked, id: 'other.review.1', actions: card().actions });
    expect(shown.map(({ options }) => options.hasReply ?? false)).toEqual([false, true]);
    shown[1]?.reply('Which month?');
    expect(pressed).toEqual([{ id: 'other.review.1', action: 'reply', seen: 'hash', text: 'Which month?' }]);
    expect(desktop.describe()).toMatchObject({ buttons: true, reply: true, keeps: true });
  });

  test('what an earlier life of the app has left in the list is pressed, and withdrawn, as if it had never ended', async () => {
    const first = await open({}, 'darwin');
    await first.desktop.show(asked);
    await first.desktop.close();
    expect(first.shown[0]?.isOpen).toBe(true);
    const history = [first.shown[0]?.id ?? '', 'a message of somebody else'];
    const next = await open({ history }, 'darwin');
    await next.desktop.look();
    next.shown[0]?.pressButton(0);
    expect(next.pressed).toEqual([{ id: 'run.review.1', action: 'approve', seen: 'hash' }]);
    const again = await open({ history }, 'darwin');
    await again.desktop.look();
    await again.desktop.withdraw('run.review.1');
    expect(again.shown.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });
});

describe('on Windows', () => {
  /** As Windows does: which element was pressed, by what it carries. */
  const carried = (xml: string, label: string): string => {
    const found = new RegExp(`(?:arguments|launch)="([^"]*)"[^>]*${label}`).exec(xml)?.[1] ?? '';
    return found.replaceAll('&amp;', '&');
  };

  test('a toast carries everything a press needs, and none of its words gets out of place', async () => {
    const { desktop, shown, pressed, activate } = await open({}, 'win32');
    await desktop.show({ ...asked, title: 'Pay "Acme" & <Sons>', urgent: true });
    const xml = shown[0]?.options.toastXml ?? '';
    expect(xml).toContain('<text>Pay &quot;Acme&quot; &amp; &lt;Sons&gt;</text>');
    expect([...xml.matchAll(/<action [^>]*content="([^"]*)"/g)].map(([, label]) => label)).toEqual([
      'Approve',
      'Decline…',
      'Comment',
    ]);
    expect(xml).toContain('scenario="reminder"');
    activate({ type: 'action', actionIndex: 0, arguments: carried(xml, 'content="Approve"') });
    activate({ type: 'click', arguments: carried(xml, 'activationType="foreground" scenario') });
    activate({ type: 'reply', reply: 'Why?', arguments: carried(xml, 'content="Comment"') });
    activate({ type: 'click', arguments: 'type=click&tag=4711' });
    expect(pressed).toEqual([
      { id: 'run.review.1', action: 'approve', seen: 'hash' },
      { id: 'run.review.1', action: 'open', seen: 'hash' },
      { id: 'run.review.1', action: 'reply', seen: 'hash', text: 'Why?' },
    ]);
    expect(shown[0]?.isOpen).toBe(false);
  });

  test('a press that starts the app is heard once the app listens, and never twice', async () => {
    const first = await open({}, 'win32');
    await first.desktop.show(asked);
    const pressedThen = carried(first.shown[0]?.options.toastXml ?? '', 'content="Approve"');
    const { Notification, activate } = createNotificationClass();
    activate({ type: 'action', actionIndex: 0, arguments: pressedThen });
    const pressed: Press[] = [];
    await loadWithElectron({ Notification }, async () => {
      const { createNotifications } = await import('../../electron/desktop/notifications.ts');
      return createNotifications({ onPress: (press) => pressed.push(press), platform: 'win32' });
    });
    expect(pressed).toEqual([{ id: 'run.review.1', action: 'approve', seen: 'hash' }]);
  });
});
