import type { Approval } from '../../shared/approval/view-schema.ts';
import { needsComment } from '../card/card-words.ts';
import type { CardLine, Entry } from './arrange.ts';

/** Cards that may be decided side by side: routine, live, nothing to open first. What matters more is looked at alone. */
export function batchable(entries: readonly Entry[], now: number): CardLine[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'card') return [];
    const { card } = entry;
    const isPutOff = card.deferredUntil !== null && Date.parse(card.deferredUntil) > now;
    return !card.draft && card.tier <= 1 && !card.mustOpen && !isPutOff ? [card] : [];
  });
}

/** Whether one of these cards cannot be decided like this without a word. */
export const batchNeedsComment = (cards: readonly Approval[], decision: string): boolean =>
  cards.some((card) => needsComment(card, decision));
