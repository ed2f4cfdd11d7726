import { createDbusDesktop } from '../notify/dbus-desktop.ts';
import type { Desktop, Press } from '../notify/desktop.ts';
import { firstOf } from '../notify/first-of.ts';
import { createPress, type PressParts } from '../notify/press.ts';
import { createNotifications } from './notifications.ts';

export type DesktopMessagesParts = Omit<PressParts, 'tell'> & {
  platform: NodeJS.Platform;
};

/**
 * How this computer shows messages. On Linux over the session's D-Bus, where it says itself whether it has buttons;
 * where no program answers there, and on the other systems, through Electron.
 */
export function openDesktopMessages({ platform, ...parts }: DesktopMessagesParts): Desktop {
  const press = createPress({ ...parts, tell: (toast) => desktop.show(toast) });
  const onPress = (pressed: Press): void => void press(pressed);
  const own = createNotifications({ onPress, platform });
  const desktop = platform === 'linux' ? firstOf(createDbusDesktop({ onPress, platform }), own) : own;
  return desktop;
}
