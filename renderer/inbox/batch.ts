import type { Approval } from '../../shared/approval/view-schema.ts';
import { mustOpen, needsComment } from '../card/card-words.ts';
import type { Entry } from './arrange.ts';

/** Cards that may be decided side by side: routine, live, nothing to open first. What matters more is looked at alone. */
export function batchable(entries: readonly Entry[], now: number): Approval[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'card') return [];
    const { card } = entry;
    const isPutOff = card.deferredUntil !== null && Date.parse(card.deferredUntil) > now;
    const fits =
      card.status === 'pending' && !card.draft && card.tier <= 1 && mustOpen(card).length === 0 && !isPutOff;
    return fits ? [card] : [];
  });
}

/** Whether one of these cards cannot be decided like this without a word. */
export const batchNeedsComment = (cards: readonly Approval[], decision: string): boolean =>
  cards.some((card) => needsComment(card, decision));
