import { openDbusSession, type DbusSession } from './dbus-session.ts';
import type { Desktop, Press, Toast } from './desktop.ts';

/** A desktop that was not there is asked again at most this often. */
const againMs = 30_000;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Bodies come from flows and models: nothing in them may style, link or load. */
function bodyFor(toast: Toast, capabilities: ReadonlySet<string>): string {
  const text = toast.body.replaceAll(/[^\P{Cc}\n]/gu, '').slice(0, 500);
  if (!capabilities.has('body')) return '';
  return capabilities.has('body-markup') ? escaped(text) : text;
}

/**
 * Desktop messages of a host without a shell of its own, over D-Bus (freedesktop.org notifications). Where there is
 * no session or nobody who shows messages it says why and stays quiet.
 */
export function createDbusDesktop(options: {
  onPress: (press: Press) => void;
  busAddress?: string | undefined;
  platform?: NodeJS.Platform;
  now?: () => number;
}): Desktop {
  const now = options.now ?? Date.now;
  const address = options.busAddress ?? process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const isLinux = (options.platform ?? process.platform) === 'linux';
  let session: Promise<DbusSession> | null = null;
  let capabilities: ReadonlySet<string> = new Set();
  let reason: string | null = isLinux
    ? address === ''
      ? 'There is no desktop session here, so nothing pops up. The inbox has everything.'
      : null
    : 'Messages on this desktop need the desktop app.';
  const settled = reason !== null;
  let failedAt: number | null = null;
  /** Ours by theirs and the other way round; theirs are forgotten when the desktop closes one. */
  const shown = new Map<string, { theirs: number; seen: string | null }>();

  const idOf = (theirs: number): string | null =>
    [...shown].find(([, one]) => one.theirs === theirs)?.[0] ?? null;

  function connect(): Promise<DbusSession> {
    const opening = openDbusSession(address, {
      onAction: (theirs, action) => {
        const id = idOf(theirs);
        if (id === null) return;
        const seen = shown.get(id)?.seen ?? null;
        // Not every desktop takes a pressed toast away; a second press would be a second answer.
        void withdraw(id);
        options.onPress({ id, action: action === 'default' ? 'open' : action, seen });
      },
      onClosed: (theirs) => {
        const id = idOf(theirs);
        if (id !== null) shown.delete(id);
      },
      onGone: () => {
        session = null;
        shown.clear();
      },
    });
    return opening.then(
      (opened) => {
        ({ capabilities } = opened);
        reason = null;
        failedAt = null;
        return opened;
      },
      () => {
        throw fail();
      },
    );
  }

  function fail(): Error {
    session = null;
    shown.clear();
    failedAt = now();
    reason = 'No program on this desktop shows messages. The inbox has everything.';
    return new Error(reason);
  }

  async function withdraw(id: string): Promise<void> {
    const one = shown.get(id);
    if (one === undefined || session === null) return;
    shown.delete(id);
    const opened = await session.catch(() => null);
    // Closed by the person meanwhile: the desktop answers with an error, and that is fine.
    await opened?.closeNotification(one.theirs).catch(() => undefined);
  }

  function ready(): Promise<DbusSession> {
    if (settled || (failedAt !== null && now() - failedAt < againMs))
      return Promise.reject(new Error(reason ?? ''));
    session ??= connect();
    return session;
  }

  return {
    show: async (toast) => {
      const opened = await ready();
      const actions = opened.capabilities.has('actions')
        ? toast.actions.flatMap(({ id, label }) => [id === 'open' ? 'default' : id, label])
        : [];
      const notification = {
        replaces: shown.get(toast.id)?.theirs ?? 0,
        title: toast.title.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200),
        body: bodyFor(toast, opened.capabilities),
        urgent: toast.urgent,
        stays: toast.urgent || toast.stays === true,
        actions,
      };
      const theirs = await opened.notify(notification).catch(() => {
        opened.close();
        throw fail();
      });
      shown.set(toast.id, { theirs, seen: toast.seen ?? null });
    },
    withdraw,
    shows: (id) => shown.has(id),
    // Why there is none is what `describe` says.
    look: async () => void (await ready().catch(() => undefined)),
    describe: () => ({
      available: reason === null,
      reason,
      buttons: reason === null && capabilities.has('actions'),
      reply: false,
      keeps: reason === null && capabilities.has('persistence'),
    }),
    close: async () => {
      // A toast whose buttons nobody listens to any more would only mislead.
      await Promise.all([...shown.keys()].map(withdraw));
      const opened = await session?.catch(() => null);
      session = null;
      opened?.close();
    },
  };
}
