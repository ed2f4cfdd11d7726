import { Notification } from 'electron';
import type { Desktop, Toast } from '../notify/desktop.ts';

type Parts = {
  /** `open` for a press on the toast itself, else the id of the button that was pressed. */
  onAction: (id: string, action: string) => void;
  platform?: NodeJS.Platform;
  /** How long the system may take to say that it did not show one. */
  answerMs?: number;
};

/** Kept so that a press in the system's list of old messages still finds its card; what is older is in the inbox. */
const mostKept = 100;

/** This system's own messages. They are a hint: the inbox is the record. */
export function createNotifications({
  onAction,
  platform = process.platform,
  answerMs = 2000,
}: Parts): Desktop {
  // A message that nothing refers to is collected, and its press with it.
  const shown = new Map<string, Notification>();
  let reason = Notification.isSupported()
    ? null
    : 'This system shows no desktop messages. The inbox has everything.';

  function withdraw(id: string): void {
    shown.get(id)?.close();
    shown.delete(id);
  }

  function keep(id: string, notification: Notification): void {
    withdraw(id);
    shown.set(id, notification);
    const oldest = shown.keys().next();
    if (shown.size > mostKept && oldest.done !== true) shown.delete(oldest.value);
  }

  async function show(toast: Toast): Promise<void> {
    if (!Notification.isSupported()) throw new Error(reason ?? 'not supported');
    const buttons = toast.actions.filter(({ id }) => id !== 'open');
    const notification = new Notification({
      title: plain(toast.title, platform).replaceAll('\n', ' ').slice(0, 200),
      body: plain(toast.body, platform).slice(0, 500),
      urgency: toast.urgent ? 'critical' : 'normal',
      actions: buttons.map(({ label }) => ({ type: 'button', text: label })),
    });
    notification.on('click', () => onAction(toast.id, 'open'));
    notification.on('action', (_, index) => {
      const pressed = buttons[index];
      if (pressed !== undefined) onAction(toast.id, pressed.id);
    });
    keep(toast.id, notification);
    const failure = await begin(notification, answerMs);
    reason =
      failure === null
        ? null
        : `This system refused a desktop message: ${failure}. The inbox has everything.`;
    if (reason === null) return;
    shown.delete(toast.id);
    throw new Error(reason);
  }

  return {
    show,
    withdraw: async (id) => withdraw(id),
    describe: () => ({ available: reason === null, reason, buttons: reason === null }),
    close: async () => {
      shown.forEach((_, id) => withdraw(id));
    },
  };
}

/** null once it is on screen, or where the system says nothing at all; else why not (an unsigned app on macOS). */
function begin(notification: Notification, answerMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), answerMs);
    const end = (failure: string | null): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    notification.once('show', () => end(null));
    notification.once('failed', (_, error) => end(error));
    notification.show();
  });
}

/** Words come from flows and models. Linux desktops read markup in them, with links and pictures: none gets through. */
function plain(text: string, platform: NodeJS.Platform): string {
  const printable = text.replaceAll(/[^\P{Cc}\n]/gu, '');
  return platform === 'linux' ? printable.replaceAll('<', '‹').replaceAll('>', '›') : printable;
}
