import type { Message } from '../shared/approval/messages.ts';
import type { Links } from './api/links.ts';
import type { Store } from './store/store.ts';

/** A window shows the inbox; whoever reads a mail may have none. */
const asks = new Set<Message['kind']>(['request', 'reminder', 'escalation']);

/**
 * Mails that ask for a decision carry a link that works for their reader alone. Made at the last moment, so that the
 * token is in the mail and nowhere else.
 */
export function deliverWithLinks(parts: {
  deliver: (message: Message) => Promise<void>;
  links: Pick<Links, 'issue'>;
  store: Pick<Store, 'approvals'>;
}): (message: Message) => Promise<void> {
  return async (message) => {
    const card = parts.store.approvals.get(message.approval);
    if (message.via !== 'email' || !asks.has(message.kind) || card?.status !== 'pending') {
      return parts.deliver(message);
    }
    const failures: unknown[] = [];
    for (const person of message.to) {
      try {
        const link = await parts.links.issue({ approval: card.id, person });
        await parts.deliver({ ...message, to: [person], link: link.url });
      } catch (error) {
        failures.push(error);
      }
    }
    // One person's mail that did not leave must not keep the others waiting; what arrived is not sent again.
    if (failures.length > 0) throw failures[0];
  };
}
