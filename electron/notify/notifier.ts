import type { Message } from '../../shared/approval/messages.ts';
import type { MessageAction } from '../../shared/approval/message-actions.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import type { OpenConnection, StepContext } from '../steps/executor.ts';
import { absoluteLink } from './absolute-link.ts';
import type { Desktop, Toast } from './desktop.ts';
import { createMailDelivery } from './mail-delivery.ts';
import { createPace, type PaceParts } from './pace.ts';
import { stepToast } from './press.ts';

export type NotifierOptions = {
  desktop: Desktop;
  workspace: () => Workspace;
  /** The workspace's mail connection; null where there is none. */
  mail: () => OpenConnection | null;
  baseUrl: () => string;
  log: (line: string) => void;
} & Pick<PaceParts, 'clock' | 'waiting' | 'quietUntil' | 'missed'>;

const open = { id: 'open', label: 'Open' };

/** `Decline…` asks for words on the card. */
export const actionLabels: Record<MessageAction, string> = {
  approve: 'Approve',
  decline: 'Decline',
  'decline-open': 'Decline…',
  undo: 'Undo',
};

const asking = new Set<Message['kind']>(['request', 'reminder', 'escalation']);

/**
 * Takes approval messages to where people are: this desktop if they are for who sits at it, and mail. `deliver`
 * rejects only where a later try may help; what can never arrive is logged once and let go, the inbox has it.
 */
export function createNotifier(options: NotifierOptions) {
  const { desktop, workspace, clock, log } = options;
  const deliverMail = createMailDelivery(options);
  const pace = createPace(options);
  /** What is said about one card happens in its order: it must not be withdrawn before it is there. */
  const queues = new Map<string, Promise<void>>();
  let saidWhy: string | null = null;

  function onDesktop(message: Message): Promise<void> {
    if (!message.to.includes(workspace().me)) return Promise.resolve();
    const before = queues.get(message.approval) ?? Promise.resolve();
    const done = before.then(() => tell(message)).catch(sayWhy);
    queues.set(message.approval, done);
    return done.finally(() => {
      if (queues.get(message.approval) === done) queues.delete(message.approval);
    });
  }

  function sayWhy(): void {
    const { reason } = desktop.describe();
    if (reason !== null && reason !== saidWhy) log(`Desktop messages: ${reason}`);
    saidWhy = reason;
  }

  async function tell(message: Message): Promise<void> {
    if (message.kind === 'withdraw') return pace.gone(message.approval);
    if (message.kind === 'held') return tellHeld(message);
    const toast = toastOf(message, asking.has(message.kind));
    if (asking.has(message.kind)) return pace.ask(toast);
    // How something ended stands in the inbox; nobody is woken for it.
    if (options.quietUntil() === null) await desktop.show(toast);
  }

  /** The answer to a press a moment ago, so also in quiet hours; what counts by now needs no way back. */
  async function tellHeld(message: Message): Promise<void> {
    const left = (message.until ?? 0) - clock.now();
    if (left <= 0) return desktop.withdraw(message.approval);
    const body = `Takes effect in ${Math.ceil(left / 1000)} s.`;
    await desktop.show({ ...toastOf(message, false), body, stays: true });
  }

  let toasts = 0;
  const toast: StepContext['toast'] = async ({ title, body, link, to }) => {
    if (to.length > 0 && !to.includes(workspace().me))
      throw new Error('This message is for people at other computers.');
    const target = link === null ? '' : absoluteLink(link, options.baseUrl());
    toasts += 1;
    await pace.say({
      id: `${stepToast}${toasts}`,
      title,
      body: target === '' ? body : `${body}\n${target}`,
      urgent: false,
      actions: [],
    });
  };

  return {
    deliver: (message: Message): Promise<void> =>
      message.via === 'desktop' ? onDesktop(message) : deliverMail(message),
    toast,
    /** One message to see whether this desktop shows any. */
    test: async (): Promise<{ shown: boolean; reason: string | null }> => {
      try {
        await desktop.show({
          id: 'test',
          title: 'Countersign can reach you',
          body: 'What waits for your decision is told like this.',
          urgent: false,
          actions: [],
        });
        return { shown: true, reason: null };
      } catch {
        return { shown: false, reason: desktop.describe().reason };
      }
    },
    describe: () => desktop.describe(),
    look: () => desktop.look(),
    /** After a start, and when the quiet hours were changed. */
    begin: (): void => {
      void desktop.look();
      pace.begin();
    },
    close: async (): Promise<void> => {
      pace.close();
      await desktop.close();
    },
  };
}

function toastOf(message: Message, asks: boolean): Toast {
  const { approval: id, draft, tier, deadline, buttons = [], seen } = message;
  const until = deadline === null ? '' : `\nBy ${new Date(deadline).toLocaleString()}`;
  return {
    id,
    title: draft && !message.title.startsWith('Draft') ? `Draft: ${message.title}` : message.title,
    body: `${message.body}${asks ? until : ''}`,
    urgent: asks && tier >= 2,
    actions: [open, ...buttons.map((button) => ({ id: button, label: actionLabels[button] }))],
    ...(seen === undefined ? {} : { seen }),
    ...(asks ? { reply: true } : {}),
  };
}
