import type { Message } from '../../shared/approval/messages.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import type { OpenConnection } from '../steps/executor.ts';
import { absoluteLink } from './absolute-link.ts';

/** Enough to bridge the tries of one message; after a restart its Message-ID lets the far end drop a repeat. */
const remembered = 10_000;

/** Sends approval messages through the workspace's mail connection, to each person apart. */
export function createMailDelivery(options: {
  workspace: () => Workspace;
  mail: () => OpenConnection | null;
  baseUrl: () => string;
  log: (line: string) => void;
}): (message: Message) => Promise<void> {
  const arrived = new Set<string>();
  let saidMissing = false;

  return async (message) => {
    if (message.kind === 'withdraw') return; // a mail cannot be taken back
    const connection = options.mail();
    if (connection === null) {
      if (!saidMissing) options.log('Approval mails are not sent: there is no mail connection named “mail”.');
      saidMissing = true;
      return;
    }
    saidMissing = false;
    const people = options.workspace().people.filter((person) => message.to.includes(person.id));
    const until =
      message.deadline === null || message.kind === 'outcome'
        ? ''
        : `\n\nAnswer by ${new Date(message.deadline).toUTCString()}.`;
    const note = message.kind === 'outcome' ? '' : '\n\nDecide in the inbox, not by answering this mail:';
    // Loaded with the first mail: most hosts never send one.
    const { createMailSender } = await import('../steps/notify/mail.ts');
    const sender = createMailSender(connection);
    let later: string | null = null;
    try {
      for (const person of people) {
        const once = `${message.key} ${person.id}`;
        if (arrived.has(once)) continue;
        if (person.email === undefined) {
          options.log(`${message.key}: ${person.id} has no mail address.`);
          continue;
        }
        const delivery = await sender.send({
          to: { name: person.name, address: person.email },
          title: message.title,
          body: `${message.body}${until}${note}`,
          link: absoluteLink(message.link, options.baseUrl()),
          key: message.key,
        });
        if (delivery.ok) {
          if (arrived.size >= remembered) arrived.clear();
          arrived.add(once);
        } else if (delivery.passing) later = delivery.reason;
        else options.log(`${message.key} cannot reach ${person.id}: ${delivery.reason}`);
      }
    } finally {
      sender.close();
    }
    if (later !== null) throw new Error(later);
  };
}
