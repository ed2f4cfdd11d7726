import dbus, { type Message, type MessageBus } from 'dbus-native';

const place = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;
const callMs = 5_000;
const signalType = 4;

export type Notification = {
  replaces: number;
  title: string;
  body: string;
  urgent: boolean;
  /** Does not go by itself. */
  stays: boolean;
  actions: string[];
};

export type DbusSession = {
  capabilities: ReadonlySet<string>;
  notify: (notification: Notification) => Promise<number>;
  closeNotification: (id: number) => Promise<void>;
  close: () => void;
};

export type DbusListeners = {
  onAction: (id: number, action: string) => void;
  onClosed: (id: number) => void;
  onGone: () => void;
};

/** Rejects where no desktop listens on the bus. */
export async function openDbusSession(busAddress: string, listeners: DbusListeners): Promise<DbusSession> {
  const bus: MessageBus = dbus.createClient({ busAddress });
  let gone = false;
  const lost = new Promise<never>((_resolve, reject) => {
    const end = (): void => {
      if (!gone) listeners.onGone();
      gone = true;
      reject(new Error('The desktop session is gone.'));
    };
    bus.connection.on('error', end);
    bus.connection.on('end', end);
    bus.connection.on('close', end);
  });
  lost.catch(() => undefined);
  const call = async (member: string, signature: string, body: unknown[]): Promise<unknown> =>
    await Promise.race([
      bus.invoke<unknown>(
        { ...place, member, ...(signature === '' ? {} : { signature, body }) },
        { timeout: callMs },
      ),
      lost,
    ]);
  const close = (): void => {
    gone = true;
    bus.connection.end();
  };

  try {
    const found = await call('GetCapabilities', '', []);
    await Promise.race([
      bus.addMatch(`type='signal',sender='${place.destination}',interface='${place.interface}'`),
      lost,
    ]);
    bus.connection.on('message', (message: Message) => {
      if (message.type !== signalType || message.interface !== place.interface) return;
      const [id, word] = message.body ?? [];
      if (typeof id !== 'number') return;
      if (message.member === 'ActionInvoked' && typeof word === 'string') listeners.onAction(id, word);
      if (message.member === 'NotificationClosed') listeners.onClosed(id);
    });
    return {
      capabilities: new Set(Array.isArray(found) ? found.filter((word) => typeof word === 'string') : []),
      notify: async ({ replaces, title, body, urgent, stays, actions }) => {
        const hints = [
          ['urgency', ['y', urgent ? 2 : 1]],
          ['category', ['s', 'im']],
        ];
        // Time 0: it stays until it is pressed or withdrawn; -1: as long as the desktop likes.
        const id = await call('Notify', 'susssasa{sv}i', [
          'Countersign',
          replaces,
          '',
          title,
          body,
          actions,
          hints,
          stays ? 0 : -1,
        ]);
        if (typeof id !== 'number') throw new Error('The desktop did not take the message.');
        return id;
      },
      closeNotification: async (id) => void (await call('CloseNotification', 'u', [id])),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
