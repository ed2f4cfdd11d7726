import { createDbusDesktop } from './dbus-desktop.ts';
import type { Desktop } from './desktop.ts';
import { createPress, type PressParts } from './press.ts';

/** The desktop of a host without a shell of its own. */
export function openHostDesktop(parts: Omit<PressParts, 'tell'>): Desktop {
  const press = createPress({ ...parts, tell: (toast) => desktop.show(toast) });
  const desktop = createDbusDesktop({ onPress: (pressed) => void press(pressed) });
  return desktop;
}
