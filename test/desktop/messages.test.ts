import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasDesktop, startDesktopSession } from '../support/desktop-session.ts';
import { newHome, openBrowser, startDesktop, until, type Desktop } from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const flow = `countersign: 1
id: paying
nodes:
  begin: { kind: trigger.manual }
  review: { kind: approval, config: { title: Pay Acme, timeout: none, tier: 1, require: { comment: never } } }
  paid: { kind: set, config: { values: { by: '{{ steps.review.by }}' } } }
edges:
  - begin -> review
  - review.approved -> paid
`;

/** A live card; answers with its run and itself. */
async function ask({ call }: Desktop): Promise<{ run: string; id: string }> {
  await call('flows.import', { text: flow });
  await call('flows.release', { id: 'paying' });
  await call('flows.setLive', { id: 'paying', version: 1 });
  const { id: run } = await call('runs.start', { id: 'paying', target: 'live' });
  return { run, id: `${run}.review.1` };
}

describe('the desktop app on Linux', () => {
  test.skipIf(!hasDesktop)(
    'shows what waits over the session’s own bus, and its buttons decide',
    async () => {
      const session = await startDesktopSession('app');
      try {
        const desktop = await startDesktop(
          newHome(),
          { browser },
          { platform: 'linux', busAddress: session.busAddress },
        );
        const { id } = await ask(desktop);
        await until(
          async () => (await session.titles()).join() === 'Pay Acme',
          'the message is on the screen',
        );
        expect(desktop.double.notifications).toEqual([]);
        expect(await desktop.call('desktop.messages', {})).toMatchObject({
          available: true,
          buttons: true,
          reply: false,
        });
        await session.press('Decline');
        await until(
          async () => (await desktop.call('approvals.get', { id })).status === 'declined',
          'the run was declined',
        );
        expect((await desktop.call('approvals.get', { id })).decision).toMatchObject({
          by: 'owner',
          via: 'toast',
        });
        await until(async () => (await session.open()) === 0, 'nothing is left on the screen');
      } finally {
        await session.close();
      }
    },
  );
});

describe('the desktop app on Windows', () => {
  /** What Windows gives back when this element of the toast is pressed. */
  const carried = (xml: string, label: string): string =>
    (new RegExp(`arguments="([^"]*)"[^>]*content="${label}"`).exec(xml)?.[1] ?? '').replaceAll('&amp;', '&');

  test('a button pressed after the app was closed starts it, and counts there as it would have before', async () => {
    const home = newHome();
    const first = await startDesktop(home, { browser }, { platform: 'win32' });
    const { id } = await ask(first);
    const toast = await until(async () => first.double.notifications[0], 'a message about the card');
    const pressed = carried(toast.options.toastXml ?? '', 'Approve');
    await first.quit();
    expect(toast.isOpen).toBe(true);

    const activation = { type: 'action', actionIndex: 0, arguments: pressed };
    const next = await startDesktop(home, { browser, activations: [activation] }, { platform: 'win32' });
    // Held, or counted already where the machine was slow.
    await until(async () => {
      const { held, decision } = await next.call('approvals.get', { id });
      return (held ?? decision)?.decision === 'approved';
    }, 'the approval is on its way');
    const answer = await until(async () => next.double.notifications[0], 'the way back');
    expect(answer.options.toastXml).toContain('<text>Approved: Pay Acme</text>');
    expect(carried(answer.options.toastXml ?? '', 'Undo')).toContain('press=undo');
  });

  test('what is written into the message stands on the card as a comment, and decides nothing', async () => {
    const desktop = await startDesktop(newHome(), { browser }, { platform: 'win32' });
    const { id } = await ask(desktop);
    const toast = await until(async () => desktop.double.notifications[0], 'a message about the card');
    const args = carried(toast.options.toastXml ?? '', 'Comment');
    desktop.double.activate({ type: 'reply', reply: 'Which month?', arguments: args });
    await until(
      async () =>
        (await desktop.call('approvals.get', { id })).comments.some(({ text }) => text === 'Which month?'),
      'the comment is on the card',
    );
    expect((await desktop.call('approvals.get', { id })).status).toBe('pending');
  });
});

describe('the desktop app on macOS', () => {
  test('a message left in the list is pressed after a new start, and a decided one is taken out of it', async () => {
    const home = newHome();
    const first = await startDesktop(home, { browser }, { platform: 'darwin' });
    const { id } = await ask(first);
    const toast = await until(async () => first.double.notifications[0], 'a message about the card');
    await first.quit();
    const next = await startDesktop(home, { browser, history: [toast.id] }, { platform: 'darwin' });
    const old = await until(async () => next.double.notifications[0], 'the message of before');
    old.pressButton(1);
    await until(
      async () => (await next.call('approvals.get', { id })).status === 'declined',
      'the run was declined',
    );
    expect(old.isOpen).toBe(false);
  });
});
