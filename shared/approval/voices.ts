import { canonicalJson, sha256Hex } from '../canonical.ts';
import type { Json } from '../json.ts';
import type { ApprovalState } from '../run/state.ts';
import { afterEscalation, holdersOf } from './assignment.ts';
import type { Card, Voice } from './proposal.ts';
import type { Workspace } from './workspace.ts';

/** Approved or an alternative: the proposal goes ahead in some form. */
export function agrees(decision: string): boolean {
  return decision !== 'declined' && decision !== 'changes' && decision !== 'timeout';
}

/** The editable values as proposed. */
export function proposedValues(card: Card): Record<string, Json> {
  return Object.fromEntries(Object.entries(card.editable).map(([name, { value }]) => [name, value]));
}

export type Standing = {
  /** Voices that still count, in order. */
  voices: Voice[];
  /** Editable values as they are now: as proposed, with every edit so far. */
  values: Record<string, Json>;
};

/**
 * What the voices so far come to. An edit that changes a value starts the agreement afresh: who agreed to the values
 * before it has not agreed to these, and may speak again. So everyone who is counted agreed to what will run.
 */
export function standingOf(approval: Pick<ApprovalState, 'card' | 'voices'>): Standing {
  let values = proposedValues(approval.card);
  let voices: Voice[] = [];
  for (const voice of approval.voices) {
    if (agrees(voice.decision) && voice.values !== null) {
      const edited = { ...values, ...voice.values };
      if (!same(edited, values)) voices = voices.filter((earlier) => !agrees(earlier.decision));
      values = edited;
    }
    voices.push(voice);
  }
  return { voices, values };
}

export function same(left: Json, right: Json): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

/** The hash of the card as it is shown now: an edit by the first of two people changes what the second one sees. */
export function currentHash(approval: Pick<ApprovalState, 'card' | 'cardHash' | 'voices'>): string {
  const { values } = standingOf(approval);
  if (same(values, proposedValues(approval.card))) return approval.cardHash;
  return sha256Hex(canonicalJson({ card: approval.cardHash, values }));
}

/**
 * Voices that count today. Membership is read at each decision: who has left every pool that was asked no longer
 * counts towards how many must agree. A hand-over or an escalation takes nobody's voice back.
 */
export function countedVoices(approval: ApprovalState, workspace: Workspace): Voice[] {
  const { voices } = standingOf(approval);
  if (approval.card.draft) return voices;
  const everAsked = approval.card.escalate
    .slice(0, approval.escalated)
    .reduce((assign, rung) => afterEscalation(assign, { ...rung, keep: true }), approval.card.assign);
  const asked = new Set([...holdersOf(everAsked, workspace), ...holdersOf(approval.assign, workspace)]);
  return voices.filter((voice) => asked.has(voice.by));
}
