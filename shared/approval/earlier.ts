import type { RunState } from '../run/state.ts';
import type { Card } from './proposal.ts';
import { agrees, standingOf } from './voices.ts';

/** Every decision of a run so far, oldest first; where several people had to agree, each of them. */
export function earlierDecisions(state: RunState): Card['earlier'] {
  const all = state.visits.flatMap(({ node, approval }): Card['earlier'] => {
    if (approval === null || approval.decided === null) return [];
    const { card, decided } = approval;
    const of = { node, title: card.title, decision: decided.decision };
    const voices = agrees(decided.decision)
      ? standingOf(approval).voices.filter(({ decision }) => decision === decided.decision)
      : [];
    if (voices.length < 2) return [{ ...of, by: decided.by, comment: decided.comment, at: decided.at }];
    return voices.map(({ by, comment, at }) => ({ ...of, by, comment, at }));
  });
  return all.sort((left, right) => left.at - right.at);
}

/**
 * People who let another step of this run go ahead: whom `exclude: [previous]` means. Not those of an earlier round of
 * the same approval, or a loop would run out of people.
 */
export function previousApprovers(earlier: Card['earlier'], node: string): string[] {
  const people = earlier
    .filter(
      (entry) =>
        entry.node !== node && agrees(entry.decision) && entry.by !== 'timer' && entry.by !== 'policy',
    )
    .map(({ by }) => by);
  return [...new Set(people)];
}
