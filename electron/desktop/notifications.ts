import { Notification } from 'electron';
import type { Desktop, Press, Toast } from '../notify/desktop.ts';
import { messageKey, readMessageKey } from './message-key.ts';
import { readActivation, toastXml } from './windows-toast.ts';

type Parts = {
  onPress: (press: Press) => void;
  platform?: NodeJS.Platform;
  /** How long the system may take to say that it did not show one. */
  answerMs?: number;
};

/** Kept so that a press in the system's list of old messages still finds its card; what is older is in the inbox. */
const mostKept = 100;

/** Without a name of their own; electron.d.ts has `actions` on all three systems, `hasReply` and `id` on these two. */
const canReply = (platform: NodeJS.Platform): boolean => platform === 'darwin' || platform === 'win32';

/** This system's own messages. They are a hint: the inbox is the record. */
export function createNotifications({
  onPress,
  platform = process.platform,
  answerMs = 2000,
}: Parts): Desktop {
  // A message that nothing refers to is collected, and its press with it.
  const shown = new Map<string, Notification>();
  let reason = Notification.isSupported()
    ? null
    : 'This system shows no desktop messages. The inbox has everything.';

  if (reason === null && platform === 'win32') {
    // Every press comes by here, also from the action centre, and the one that started the app: nothing is heard twice.
    Notification.handleActivation((details) => {
      const press = readActivation(details);
      if (press === null) return;
      withdraw(press.id);
      onPress(press);
    });
  }

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

  /** `buttons` in the order in which the system counts them. */
  function hear(
    notification: Notification,
    { id, seen }: Pick<Press, 'id' | 'seen'>,
    buttons: string[],
  ): void {
    const press = (action: string, text?: string): void => {
      // Not every system takes a pressed message away; a second press would be a second answer.
      withdraw(id);
      onPress({ id, action, seen, ...(text === undefined ? {} : { text }) });
    };
    notification.on('click', () => press('open'));
    notification.on('action', (details) => {
      const pressed = buttons[details.actionIndex];
      if (pressed !== undefined) press(pressed);
    });
    notification.on('reply', (details) => press('reply', details.reply));
  }

  /** macOS keeps messages when the app ends: those still in its list are ours again, with the card they told of. */
  async function takeUp(): Promise<void> {
    if (platform !== 'darwin' || reason !== null) return;
    for (const old of await Notification.getHistory()) {
      const key = readMessageKey(old.id);
      if (key === null || shown.has(key.id)) continue;
      shown.set(key.id, old);
      hear(old, key, key.buttons);
    }
  }

  async function show(toast: Toast): Promise<void> {
    if (!Notification.isSupported()) throw new Error(reason ?? 'not supported');
    const notification = new Notification(optionsOf(toast, platform));
    const buttons = toast.actions.flatMap(({ id }) => (id === 'open' ? [] : [id]));
    if (platform !== 'win32') hear(notification, { id: toast.id, seen: toast.seen ?? null }, buttons);
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
    shows: (id) => shown.has(id),
    look: takeUp,
    describe: () => ({
      available: reason === null,
      reason,
      buttons: reason === null,
      reply: reason === null && canReply(platform),
      // Action centre and notification centre; Linux desktops differ, and none of them tells an app.
      keeps: reason === null && canReply(platform),
    }),
    close: async () => {
      // Where a press starts the app again, or is taken up by the next start, messages stay.
      if (!canReply(platform)) shown.forEach((_, id) => withdraw(id));
    },
  };
}

function optionsOf(toast: Toast, platform: NodeJS.Platform): Electron.NotificationConstructorOptions {
  const buttons = toast.actions.filter(({ id }) => id !== 'open');
  const title = plain(toast.title, platform).replaceAll('\n', ' ').slice(0, 200);
  const body = plain(toast.body, platform).slice(0, 500);
  const stays = toast.urgent || toast.stays === true;
  if (platform === 'win32') return { id: toast.id, toastXml: toastXml({ ...toast, title, body }, { stays }) };
  return {
    title,
    body,
    urgency: toast.urgent ? 'critical' : 'normal',
    actions: buttons.map(({ label }) => ({ type: 'button', text: label })),
    ...(stays && platform === 'linux' ? { timeoutType: 'never' } : {}),
    ...(platform === 'darwin' ? { id: messageKey(toast), ...replyOf(toast, buttons.length) } : {}),
  };
}

/** On macOS a field for a reply takes the place of every button beyond the first. */
function replyOf(toast: Toast, buttons: number): Electron.NotificationConstructorOptions {
  return toast.reply === true && buttons < 2 ? { hasReply: true, replyPlaceholder: 'Comment' } : {};
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
