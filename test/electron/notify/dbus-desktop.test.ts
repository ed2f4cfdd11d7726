import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { createDbusDesktop } from '../../../electron/notify/dbus-desktop.ts';
import type { Desktop, Toast } from '../../../electron/notify/desktop.ts';
import { hasDesktop, startDesktopSession } from '../../support/desktop-session.ts';

const toast = (more: Partial<Toast> = {}): Toast => ({
  id: 'run.review.1',
  title: 'Publish “Tides”',
  body: 'Why: new text',
  urgent: true,
  actions: [{ id: 'open', label: 'Open' }],
  ...more,
});

describe.skipIf(!hasDesktop)('on a real desktop', async () => {
  const session = hasDesktop ? await startDesktopSession() : null;
  const pressed: [string, string, string | null][] = [];
  let desktop: Desktop | null = null;
  const start = (now?: () => number): Desktop => {
    desktop = createDbusDesktop({
      busAddress: session?.busAddress,
      onPress: ({ id, action, seen }) => pressed.push([id, action, seen]),
      ...(now === undefined ? {} : { now }),
    });
    return desktop;
  };
  const open = async () => (await session?.open()) ?? -1;
  const left = (count: number) =>
    vi.waitFor(async () => expect(await open()).toBe(count), { timeout: 5_000 });
  const byTitle = async (title: string) => (await session?.closed())?.find((entry) => entry.title === title);
  afterEach(async () => {
    await desktop?.close();
    pressed.length = 0;
  });
  afterAll(() => session?.close());

  test('a message is shown, a reminder takes its place, and it is withdrawn for good', async () => {
    const shown = start();
    await shown.show(toast());
    expect(shown.describe()).toEqual({
      available: true,
      reason: null,
      buttons: true,
      reply: false,
      keeps: false,
    });
    expect(await open()).toBe(1);
    await shown.show(toast({ title: 'Reminder: Publish “Tides”' }));
    expect(await open()).toBe(1);
    await shown.withdraw('run.review.1');
    await left(0);
    expect(await byTitle('Reminder: Publish “Tides”')).toBeDefined();
  });

  test('a press opens once and takes the message away', async () => {
    await start().show(toast());
    await session?.press();
    await vi.waitFor(() => expect(pressed).toEqual([['run.review.1', 'open', null]]), { timeout: 5_000 });
    await left(0);
  });

  test('of two buttons the pressed one counts', async () => {
    await start().show(
      toast({
        seen: 'hash',
        actions: [
          { id: 'approve', label: 'Approve' },
          { id: 'decline', label: 'Decline' },
        ],
      }),
    );
    await session?.press('Decline');
    await vi.waitFor(() => expect(pressed).toEqual([['run.review.1', 'decline', 'hash']]), {
      timeout: 5_000,
    });
    await left(0);
  });

  test('nothing in a body styles, links or loads', async () => {
    const shown = start();
    await shown.show(
      toast({
        id: 'odd',
        title: 'Odd',
        body: '<b>bold</b> <img src="http://127.0.0.1:9/x"/> & <a href="x">y</a>\u001b[31m',
      }),
    );
    await shown.withdraw('odd');
    await left(0);
    expect((await byTitle('Odd'))?.body).toBe(
      '&lt;b&gt;bold&lt;/b&gt; &lt;img src="http://127.0.0.1:9/x"/&gt; &amp; &lt;a href="x"&gt;y&lt;/a&gt;[31m',
    );
  });

  test('withdrawing what was never shown does nothing', async () => {
    await start().withdraw('unknown');
    expect(await open()).toBe(0);
  });

  test('a desktop that goes away is said in plain words and asked again later', async () => {
    let now = 0;
    const shown = start(() => now);
    await shown.show(toast());
    await session?.stopDunst();
    await expect(shown.show(toast())).rejects.toThrow('No program on this desktop shows messages');
    expect(shown.describe()).toEqual({
      available: false,
      reason: expect.stringContaining('The inbox has everything'),
      buttons: false,
      reply: false,
      keeps: false,
    });
    const from = performance.now();
    await expect(shown.show(toast())).rejects.toThrow();
    expect(performance.now() - from).toBeLessThan(50);
    now = 31_000;
    await expect(shown.show(toast())).rejects.toThrow('No program');
  });
});

test('without a desktop session it is quiet and says why', async () => {
  const desktop = createDbusDesktop({ busAddress: '', platform: 'linux', onPress: () => undefined });
  expect(desktop.describe()).toEqual({
    available: false,
    reason: expect.stringContaining('no desktop session'),
    buttons: false,
    reply: false,
    keeps: false,
  });
  await expect(desktop.show(toast())).rejects.toThrow('no desktop session');
  await desktop.withdraw('x');
  await desktop.close();
});

test('a bus address that leads nowhere is a reason, not a crash', async () => {
  const desktop = createDbusDesktop({
    busAddress: 'unix:path=/tmp/no-such-bus',
    platform: 'linux',
    onPress: () => undefined,
  });
  await expect(desktop.show(toast())).rejects.toThrow('No program on this desktop');
  expect(desktop.describe().available).toBe(false);
  const broken = createDbusDesktop({ busAddress: 'nonsense', platform: 'linux', onPress: () => undefined });
  await expect(broken.show(toast())).rejects.toThrow('No program on this desktop');
});

test('other systems are pointed to the desktop app', () => {
  expect(createDbusDesktop({ platform: 'darwin', onPress: () => undefined }).describe().reason).toContain(
    'desktop app',
  );
});
