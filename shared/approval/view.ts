import type { RunState, Visit } from '../run/state.ts';
import { timeoutAction } from './due.ts';
import type { Card } from './proposal.ts';
import { agreedSoFar, reachable } from './tally.ts';
import type { Approval } from './view-schema.ts';
import { currentHash, standingOf } from './voices.ts';
import { isoTime } from './words.ts';
import type { Workspace } from './workspace.ts';

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));

/** An approval as the API and the window show it; null for a visit that asks nobody. */
export function approvalView(state: RunState, visit: Visit, workspace: Workspace): Approval | null {
  const { approval } = visit;
  if (approval === null) return null;
  const { card, decided, assign } = approval;
  const { id, run, flow, version, node, title, tier, rule, draft, proposal, show, alternatives, next } = card;
  const decision = decided && {
    decision: decided.decision,
    by: decided.by,
    comment: decided.comment,
    at: isoTime(decided.at),
    via: decided.via,
  };
  return {
    id,
    run,
    flow,
    version,
    node,
    visit: card.visit,
    status: approval.status,
    title,
    tier,
    rule,
    createdAt: isoTime(card.createdAt),
    deadline: isoOrNull(card.deadline),
    pools: assign.pools,
    people: assign.people,
    exclude: assign.exclude,
    proposal,
    cardHash: currentHash(approval),
    draft,
    ...(decision === null ? {} : { decision }),
    decisions: approval.voices.map(({ at, ...voice }) => ({ ...voice, at: isoTime(at) })),
    result: decided && { rule: decided.rule, values: decided.values, edits: decided.edits },
    show,
    editable: editableNow(approval),
    alternatives,
    offersChanges: card.offersChanges,
    require: card.require,
    next,
    startedBy: state.info.startedBy,
    requester: card.requester,
    requesterUnknown: card.requesterUnknown,
    earlier: card.earlier.map(({ at, ...entry }) => ({ ...entry, at: isoTime(at) })),
    comments: approval.comments.map(({ at, ...comment }) => ({ ...comment, at: isoTime(at) })),
    claimedBy: approval.claimedBy,
    ...heldNow(approval),
    deferredUntil: isoOrNull(approval.deferredUntil),
    ...(approval.deferredBy === null ? {} : { deferredBy: approval.deferredBy }),
    ...(state.clockAheadMs === 0 ? {} : { clockAheadMs: state.clockAheadMs }),
    quorum: card.quorum,
    veto: card.veto,
    agreed: agreedSoFar(approval, workspace),
    reachable: reachable(approval, workspace),
    onTimeout: timeoutAction(card),
    ...plans(card, approval.reminded, approval.escalated),
  };
}

function heldNow({ status, held }: NonNullable<Visit['approval']>): Pick<Approval, 'held'> {
  if (held === null || status !== 'pending') return {};
  return { held: { decision: held.decision, by: held.by, until: isoTime(held.until) } };
}

function editableNow(approval: NonNullable<Visit['approval']>): Approval['editable'] {
  const values = approval.decided?.values ?? standingOf(approval).values;
  return Object.fromEntries(
    Object.entries(approval.card.editable).map(([name, { field, value: proposed }]) => [
      name,
      { field, value: Object.hasOwn(values, name) ? (values[name] ?? null) : proposed, proposed },
    ]),
  );
}

function plans(card: Card, reminded: number, escalated: number): Pick<Approval, 'reminders' | 'escalation'> {
  return {
    reminders: card.remindMs.map((ms, index) => ({
      at: isoTime(card.createdAt + ms),
      done: index < reminded,
    })),
    escalation: card.escalate.map(({ afterMs, ...rung }, index) => ({
      ...rung,
      at: isoTime(card.createdAt + afterMs),
      done: index < escalated,
    })),
  };
}
