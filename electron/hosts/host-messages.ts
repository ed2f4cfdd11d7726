import { messageActions } from '../../shared/approval/message-actions.ts';
import { askingBody } from '../../shared/approval/message-words.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Desktop, Toast } from '../notify/desktop.ts';
import { actionLabels } from '../notify/notifier.ts';

type Host = { id: string; name: string };

const shape = /^host:([0-9a-f]{16}):(.+)$/;

/** Ids of messages say which host they are about; those of this computer never begin so. */
const toastId = (host: Pick<Host, 'id'>, id: string): string => `host:${host.id}:${id}`;

export const isOfOtherHost = (id: string): boolean => shape.test(id);

/** Which host a message is about, and its id there; null for one of this computer. */
export function readToastId(id: string): { host: string; id: string } | null {
  const [, host, rest] = shape.exec(id) ?? [];
  return host === undefined || rest === undefined ? null : { host, id: rest };
}

/** This desktop's messages, for one host: each says where it is from, so that nobody decides on the wrong one. */
export function messagesOf(host: Host, desktop: Pick<Desktop, 'show' | 'withdraw' | 'shows'>) {
  return {
    show: (toast: Toast) =>
      desktop.show({ ...toast, id: toastId(host, toast.id), title: `On ${host.name}: ${toast.title}` }),
    withdraw: (id: string) => desktop.withdraw(toastId(host, id)),
    shows: (id: string) => desktop.shows(toastId(host, id)),
  };
}

/** A question, with the buttons that the same rule gives it on its own computer. `me`: who this desktop is there. */
export function askingToast(card: Approval, me: string): Toast {
  const { id, title, tier, deadline, cardHash } = card;
  const until = deadline === null ? '' : `\nBy ${new Date(deadline).toLocaleString()}`;
  return {
    id,
    title,
    body: `${askingBody(card)}${until}`,
    urgent: tier >= 2,
    actions: [open, ...buttonsOf(card, me)],
    seen: cardHash,
    reply: true,
  };
}

/** The answer to a press a moment ago, with the way back from it. */
export function heldToast(card: Approval, me: string, now: number): Toast | null {
  const { held, title } = card;
  if (held === undefined || held.by !== me) return null;
  const left = Math.ceil((Date.parse(held.until) - now) / 1000);
  if (left <= 0) return null;
  return {
    id: card.id,
    title: `Approved: ${title}`,
    body: `Takes effect in ${left} s.`,
    urgent: false,
    stays: true,
    actions: [open, ...buttonsOf(card, me)],
    seen: card.cardHash,
  };
}

const open = { id: 'open', label: 'Open' };

function buttonsOf(card: Approval, me: string): Toast['actions'] {
  return messageActions({ card, status: card.status, held: card.held ?? null }, { me }).map((id) => ({
    id,
    label: actionLabels[id],
  }));
}
