import type { ApprovalState } from '../run/state.ts';
import type { Card } from './proposal.ts';

export type DueAction =
  | { type: 'hold' }
  | { type: 'remind'; index: number }
  | { type: 'escalate'; rung: number }
  | { type: 'timeout'; action: 'port' | 'approve' | 'decline' };

export type Planned = { at: number; action: DueAction };

/**
 * Everything the clock still has to do on a card, soonest first; of one instant: what was held, remind, escalate, deadline. Rungs and
 * deadline count from the card's creation, so putting it off moves nothing. What would come at the deadline or after it never comes.
 * `reminded` and `escalated` are how many were done.
 */
export function plannedActions(approval: ApprovalState): Planned[] {
  if (approval.status !== 'pending') return [];
  const { card, held } = approval;
  const inTime = ({ at }: Planned): boolean => card.deadline === null || at < card.deadline;
  const reminders = card.remindMs.map((ms, index): Planned => ({
    at: card.createdAt + ms,
    action: { type: 'remind', index },
  }));
  const rungs = card.escalate.map((rung, index): Planned => ({
    at: card.createdAt + rung.afterMs,
    action: { type: 'escalate', rung: index },
  }));
  const holds: Planned[] = held === null ? [] : [{ at: held.until, action: { type: 'hold' } }];
  const planned = [
    ...holds,
    ...reminders.slice(approval.reminded),
    ...rungs.slice(approval.escalated),
  ].filter(inTime);
  if (card.deadline !== null)
    planned.push({ at: card.deadline, action: { type: 'timeout', action: timeoutAction(card) } });
  return planned.sort((left, right) => left.at - right.at);
}

/** No clock approves what needs a person: the compiler refuses such a flow, and so does the card that slipped by. */
export function timeoutAction(card: Card): Card['onTimeout'] {
  return card.onTimeout === 'approve' && card.tier >= 2 ? 'decline' : card.onTimeout;
}

/** What the clock does next on the card, and when (epoch ms); null when nothing is timed. */
export function nextApprovalDue(approval: ApprovalState): Planned | null {
  return plannedActions(approval)[0] ?? null;
}

/** What is due at `at`, in the order it came due. */
export function dueActions(approval: ApprovalState, at: number): DueAction[] {
  return plannedActions(approval)
    .filter((planned) => planned.at <= at)
    .map(({ action }) => action);
}
