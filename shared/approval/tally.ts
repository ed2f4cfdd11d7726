import type { ApprovalState } from '../run/state.ts';
import { eligiblePeople } from './assignment.ts';
import type { Card } from './proposal.ts';
import { agrees, countedVoices } from './voices.ts';
import type { Workspace } from './workspace.ts';

/** A decision that was reached, and by which rule, in words. */
export type Verdict = { decision: string; rule: string };

/**
 * What the voices so far decide; null while more people must agree. Counts distinct people, each alternative apart.
 * A request for changes ends it at once, so does a decline unless `veto: false`.
 */
export function tally(approval: ApprovalState, workspace: Workspace): Verdict | null {
  const { card } = approval;
  const supporters = new Map<string, Set<string>>();
  for (const { decision, by } of countedVoices(approval, workspace)) {
    if (decision === 'changes') return { decision, rule: 'changes were requested' };
    if (decision === 'declined' && card.veto) return { decision, rule: 'one decline is enough' };
    const people = (supporters.get(decision) ?? new Set<string>()).add(by);
    supporters.set(decision, people);
    if (people.size >= card.quorum) return { decision, rule: ruleOf(card, decision) };
  }
  return null;
}

function ruleOf(card: Card, decision: string): string {
  const count = `${card.quorum} of ${card.quorum}`;
  if (decision === 'declined') return `${count} declined`;
  if (decision === 'approved') return `${count} agreed`;
  return `${count} chose “${card.alternatives.find(({ name }) => name === decision)?.label ?? decision}”`;
}

/** People who agreed to going ahead so far, in order, each once. */
export function agreedSoFar(approval: ApprovalState, workspace: Workspace): string[] {
  return [
    ...new Set(
      countedVoices(approval, workspace)
        .filter(({ decision }) => agrees(decision))
        .map(({ by }) => by),
    ),
  ];
}

/**
 * Whether enough people are left for the proposal to go ahead. In a draft always: its starter decides as as many
 * practice people as it takes.
 */
export function reachable(approval: ApprovalState, workspace: Workspace): boolean {
  if (approval.card.draft) return true;
  const counted = countedVoices(approval, workspace);
  const spoken = new Set(counted.map(({ by }) => by));
  const open = eligiblePeople(approval.assign, workspace).filter((person) => !spoken.has(person)).length;
  const decisions = ['approved', ...approval.card.alternatives.map(({ name }) => name)];
  return decisions.some((decision) => {
    const agreed = new Set(counted.filter((voice) => voice.decision === decision).map(({ by }) => by));
    return agreed.size + open >= approval.card.quorum;
  });
}

/** The rung to escalate to at once because nobody could still make up the number; null where there is none. */
export function rungForUnreachable(approval: ApprovalState, workspace: Workspace): number | null {
  if (approval.status !== 'pending' || approval.escalated >= approval.card.escalate.length) return null;
  return reachable(approval, workspace) ? null : approval.escalated;
}
