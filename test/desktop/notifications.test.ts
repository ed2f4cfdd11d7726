import { describe, expect, test } from 'vitest';
import type { Toast } from '../../electron/notify/desktop.ts';
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
  const { Notification, shown } = createNotificationClass(settings);
  const pressed: string[][] = [];
  const desktop = await loadWithElectron({ Notification }, async () => {
    const { createNotifications } = await import('../../electron/desktop/notifications.ts');
    return createNotifications({ onAction: (...action) => pressed.push(action), platform, answerMs: 50 });
  });
  return { desktop, shown, pressed };
}

describe('messages of this system', () => {
  test('carry title and body; a press says which card, a button says which button', async () => {
    const { desktop, shown, pressed } = await open();
    const actions = [
      ...card().actions,
      { id: 'approve', label: 'Approve' },
      { id: 'decline', label: 'Decline' },
    ];
    await desktop.show(card({ actions, urgent: true }));
    expect(shown.map(({ options, isOpen }) => ({ ...options, isOpen }))).toEqual([
      {
        title: 'Pay €4,200 to Acme',
        body: 'Pay: Acme\nBy 17:00',
        urgency: 'critical',
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
      ['run.review.1', 'open'],
      ['run.review.1', 'decline'],
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
