import dbus, { type MessageBus } from 'dbus-native';

const watcher = 'org.kde.StatusNotifierWatcher';
const callMs = 2000;

/**
 * Whether this desktop shows marks beside the clock. On Linux that is a program of its own, which GNOME has only with
 * an extension; without it a mark is made and nobody sees it.
 */
export async function hasTray(busAddress: string): Promise<boolean> {
  if (busAddress === '') return false;
  let bus: MessageBus | null = null;
  try {
    const opened = (bus = dbus.createClient({ busAddress }));
    const broken = new Promise<never>((_, reject) => {
      opened.connection.on('error', () => reject(new Error('no bus')));
      opened.connection.on('end', () => reject(new Error('no bus')));
    });
    const asked = opened.invoke<unknown>(
      {
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'NameHasOwner',
        signature: 's',
        body: [watcher],
      },
      { timeout: callMs },
    );
    return (await Promise.race([asked, broken])) === true;
  } catch {
    return false;
  } finally {
    bus?.connection.end();
  }
}
