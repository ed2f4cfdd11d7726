import { afterEscalation, afterReassignment } from '../approval/assignment.ts';
import { outputOf, statusAfter } from '../approval/outcome.ts';
import type { Card } from '../approval/proposal.ts';
import type { Json } from '../json.ts';
import type { RunEvent } from './event.ts';
import type { ApprovalState, Visit } from './state.ts';

export type ApprovalEvent = Exclude<
  Extract<RunEvent, { type: `approval.${string}` }>,
  { type: 'approval.requested' }
>;

export function openApproval(card: Card, cardHash: string): ApprovalState {
  return {
    card,
    cardHash,
    status: 'pending',
    voices: [],
    assign: card.assign,
    claimedBy: null,
    held: null,
    deferredUntil: null,
    deferredBy: null,
    comments: [],
    reminded: 0,
    escalated: 0,
    decided: null,
  };
}

/** The approval after an event; `outcome` once it was decided: the port its visit leaves by and what later steps read. */
export function evolveApproval(
  visit: Visit,
  event: ApprovalEvent,
): { approval: ApprovalState; outcome: { port: string; output: Json } | null } {
  const { approval } = visit;
  if (approval === null) throw new Error(`This history asks nobody at ${visit.node}#${visit.visit}.`);
  if (event.type !== 'approval.decided') return { approval: changed(approval, event), outcome: null };
  const { data, at } = event;
  const status = statusAfter(data.decision);
  return {
    approval: { ...approval, status, held: null, decided: { ...data, at } },
    outcome: { port: data.decision, output: outputOf(approval.card, data, at) },
  };
}

function changed(
  approval: ApprovalState,
  event: Exclude<ApprovalEvent, { type: 'approval.decided' }>,
): ApprovalState {
  switch (event.type) {
    case 'approval.voice':
      return {
        ...approval,
        voices: [...approval.voices, event.data.voice],
        // Who has answered holds nothing any more; somebody else's hold goes on.
        held: approval.held?.by === event.data.voice.by ? null : approval.held,
      };
    case 'approval.held':
      return { ...approval, held: event.data.held };
    case 'approval.undone':
      return { ...approval, held: null };
    case 'approval.claimed':
      return { ...approval, claimedBy: event.data.by };
    case 'approval.reassigned':
      return { ...approval, assign: afterReassignment(approval.assign, event.data), claimedBy: null };
    case 'approval.deferred':
      return { ...approval, deferredUntil: event.data.until, deferredBy: event.data.by };
    case 'approval.commented': {
      const { by, text } = event.data;
      return { ...approval, comments: [...approval.comments, { by, text, at: event.at }] };
    }
    case 'approval.reminded':
      return { ...approval, reminded: event.data.index + 1 };
    case 'approval.escalated': {
      const rung = approval.card.escalate[event.data.rung];
      const assign = rung === undefined ? approval.assign : afterEscalation(approval.assign, rung);
      return { ...approval, assign, escalated: event.data.rung + 1 };
    }
  }
}
