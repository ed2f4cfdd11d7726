import type { Message } from '../../shared/approval/messages.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import type { OpenConnection, StepContext } from '../steps/executor.ts';
import { absoluteLink } from './absolute-link.ts';
import { createMailDelivery } from './mail-delivery.ts';
import type { Desktop } from './desktop.ts';

export type NotifierOptions = {
  desktop: Desktop;
  workspace: () => Workspace;
  /** The workspace's mail connection; null where there is none. */
  mail: () => OpenConnection | null;
  baseUrl: () => string;
  log: (line: string) => void;
};

/** Buttons beyond “Open” need a road on which a decision from a toast can be undone; until then the card opens. */
const actions = [{ id: 'open', label: 'Open' }];

/**
 * Takes approval messages to where people are: this desktop if they are for who sits at it, and mail. `deliver`
 * rejects only where a later try may help; what can never arrive is logged once and let go, the inbox has it.
 */
export function createNotifier(options: NotifierOptions) {
  const { desktop, workspace, log } = options;
  const deliverMail = createMailDelivery(options);
  let saidWhy: string | null = null;

  async function onDesktop(message: Message): Promise<void> {
    if (!message.to.includes(workspace().me)) return;
    if (message.kind === 'withdraw') {
      await desktop.withdraw(message.approval);
      return;
    }
    const title =
      message.draft && !message.title.startsWith('Draft') ? `Draft: ${message.title}` : message.title;
    const until = message.deadline === null ? '' : `\nBy ${new Date(message.deadline).toLocaleString()}`;
    const asks = message.kind !== 'outcome';
    try {
      await desktop.show({
        id: message.approval,
        title,
        body: `${message.body}${asks ? until : ''}`,
        urgent: asks && message.tier >= 2,
        actions,
      });
    } catch {
      const { reason } = desktop.describe();
      if (reason !== null && reason !== saidWhy) log(`Desktop messages: ${reason}`);
      saidWhy = reason;
    }
  }

  let toasts = 0;
  const toast: StepContext['toast'] = async ({ title, body, link, to }) => {
    if (to.length > 0 && !to.includes(workspace().me))
      throw new Error('This message is for people at other computers.');
    const target = link === null ? '' : absoluteLink(link, options.baseUrl());
    toasts += 1;
    await desktop.show({
      id: `step:${toasts}`,
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
    close: () => desktop.close(),
  };
}
