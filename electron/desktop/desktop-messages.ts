import { isOfOtherHost } from '../hosts/host-messages.ts';
import { createDbusDesktop } from '../notify/dbus-desktop.ts';
import type { Desktop, Press } from '../notify/desktop.ts';
import { firstOf } from '../notify/first-of.ts';
import { createPress, type PressParts } from '../notify/press.ts';
import { createNotifications } from './notifications.ts';

export type DesktopMessagesParts = Omit<PressParts, 'tell'> & {
  platform: NodeJS.Platform;
  /** Follows a press on a message about another host. */
  elsewhere: (press: Press) => void;
};

/**
 * How this computer shows messages. On Linux over the session's D-Bus, where it says itself whether it has buttons;
 * where no program answers there, and on the other systems, through Electron.
 */
export function openDesktopMessages({ platform, elsewhere, ...parts }: DesktopMessagesParts): Desktop {
  const press = createPress({ ...parts, tell: (toast) => desktop.show(toast) });
  const onPress = (pressed: Press): void =>
    isOfOtherHost(pressed.id) ? elsewhere(pressed) : void press(pressed);
  const own = createNotifications({ onPress, platform });
  const desktop = platform === 'linux' ? firstOf(createDbusDesktop({ onPress, platform }), own) : own;
  return desktop;
}
