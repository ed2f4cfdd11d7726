import { hasTray } from '../notify/dbus-tray.ts';
import type { System } from './system.ts';

/** Whether a mark beside the clock would be seen. Asked anew each time: an extension may be switched on meanwhile. */
export function findTray(system: System): () => Promise<boolean> {
  return async () => system !== 'linux' || hasTray(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
}
