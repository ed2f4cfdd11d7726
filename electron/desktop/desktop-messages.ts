import type { Client } from '../../shared/api/client.ts';
import type { Desktop } from '../notify/desktop.ts';
import { createNotifications } from './notifications.ts';

export type DesktopMessagesParts = {
  /** Brings the window to the front, on one of its paths. */
  show: (path?: string) => void;
  /** Asks this computer's host as the person who sits here; rejects until it is open. */
  call: Client;
};

/** How this computer shows messages. A press on one about a card opens that card; one of a step has no card. */
export function openDesktopMessages({ show }: DesktopMessagesParts): Desktop {
  return createNotifications({
    onAction: (id) => show(id.startsWith('step:') ? undefined : `/inbox/${encodeURIComponent(id)}`),
  });
}
