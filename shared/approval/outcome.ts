import type { Json, JsonObject } from '../json.ts';
import type { EventData } from '../run/event.ts';
import type { Actor } from '../run/input.ts';
import type { ApprovalState, ApprovalStatus } from '../run/state.ts';
import { timeoutAction } from './due.ts';
import type { Card, Voice } from './proposal.ts';
import type { Verdict } from './tally.ts';
import { agrees, countedVoices, proposedValues, same, standingOf } from './voices.ts';
import { durationInWords, isoTime, listed, nameOf, practiceId } from './words.ts';
import type { Workspace } from './workspace.ts';

type Decided = EventData['approval.decided'];

/** Under which id somebody speaks: their own, or a practice person's in a draft. */
export function speakerOf(actor: Actor): string {
  return actor.practice === undefined ? actor.person : practiceId(actor.practice);
}

/** What an authorised decision says, as the event `approval.voice` stores it. */
export function voiceOf(
  actor: Actor,
  said: { decision: string; comment: string | null; values: Record<string, Json> | null },
  at: number,
): Voice {
  const comment = said.comment === null || said.comment.trim() === '' ? null : said.comment;
  const via = actor.practice === undefined ? actor.via : 'practice';
  return { decision: said.decision, by: speakerOf(actor), comment, values: said.values, at, via };
}

/** The event that ends the wait once `tally` has a verdict: the last voice decided it. */
export function decidedByVoices(approval: ApprovalState, verdict: Verdict): Decided {
  const last = approval.voices.findLast(({ decision }) => decision === verdict.decision);
  const values = agrees(verdict.decision)
    ? executedValues(approval)
    : { ...executedValues(approval), ...last?.values };
  return {
    decision: verdict.decision,
    by: last?.by ?? 'timer',
    comment: last?.comment ?? null,
    via: last?.via ?? 'timer',
    rule: verdict.rule,
    values,
    edits: editsOf(approval.card, values),
  };
}

/** The event that ends the wait when nobody answered in time. It approves or declines what was proposed, unedited. */
export function decidedByTimer(approval: ApprovalState): Decided {
  const { card } = approval;
  const action = timeoutAction(card);
  const waited = card.deadline === null ? '' : ` after ${durationInWords(card.deadline - card.createdAt)}`;
  return {
    decision: action === 'approve' ? 'approved' : action === 'decline' ? 'declined' : 'timeout',
    by: 'timer',
    comment: null,
    via: 'timer',
    rule: `no answer${waited}`,
    values: proposedValues(card),
    edits: [],
  };
}

/** Everybody who said what was decided, by name: “Mara and Nils”, “Editor A (practice)”, “the timer”. */
export function deciders(
  approval: ApprovalState,
  { decision, by }: Pick<Decided, 'decision' | 'by'>,
  workspace: Workspace,
): string {
  const said = countedVoices(approval, workspace).filter((voice) => voice.decision === decision);
  const people = said.map((voice) => voice.by);
  return listed([...new Set(people.includes(by) ? people : [by])].map((id) => nameOf(workspace, id)));
}

/** Tier 0: passed without a card, but never without a record. */
export function decidedByPolicy(card: Card): Decided {
  return {
    decision: 'approved',
    by: 'policy',
    comment: null,
    via: 'timer',
    rule: `passes without a person: ${card.rule}`,
    values: proposedValues(card),
    edits: [],
  };
}

/** The editable values that the steps after the approval use: as proposed, with the agreed edits. */
export function executedValues(
  approval: Pick<ApprovalState, 'card' | 'voices' | 'decided'>,
): Record<string, Json> {
  return approval.decided?.values ?? standingOf(approval).values;
}

/** JSON Patch (RFC 6902) from the proposed values to these: whole fields, so that a person can read it. */
export function editsOf(card: Card, values: Record<string, Json>): Decided['edits'] {
  const edits: Decided['edits'] = [];
  for (const [name, { value: proposed }] of Object.entries(card.editable)) {
    const value = values[name];
    if (value !== undefined && !same(value, proposed))
      edits.push({ op: 'replace', path: pointerTo(name), value });
  }
  return edits;
}

/** RFC 6901: `~` and `/` in a field's name are escaped. */
export const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** `steps.<approval>`: what later steps read. */
export function outputOf(card: Card, decided: Decided, at: number): JsonObject {
  const { decision, by, who, comment, values, rule, via } = decided;
  const edits = decided.edits.map((edit): JsonObject => ({ ...edit }));
  const names = who === undefined ? {} : { who };
  return { decision, by, ...names, comment, values, edits, at: isoTime(at), tier: card.tier, rule, via };
}

/** An approval's status by what was decided; an alternative is a way of approving. */
export function statusAfter(decision: string): ApprovalStatus {
  if (decision === 'timeout') return 'expired';
  return decision === 'declined' || decision === 'changes' ? decision : 'approved';
}
