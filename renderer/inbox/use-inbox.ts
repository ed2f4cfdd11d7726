import { useMemo } from 'react';
import { useNames } from '../api/names.ts';
import { useCall, useList } from '../api/use-call.ts';
import { useNow } from '../ui/use-now.ts';
import { cardEntries, doubtEntries, sidesOf, type Entry } from './arrange.ts';
import type { Whose } from './view.ts';

export type Inbox = ReturnType<typeof useInbox>;

/** Everything that waits: cards of the person at the screen, those of others, and unknown outcomes; and what they answered. */
export function useInbox(whose: Whose) {
  const names = useNames();
  const now = useNow();
  const cards = useCall('inbox.list', {});
  const doubts = useCall('runs.list', { unknown: true, limit: 100 });
  const answered = useList('approvals.list', { answered: true, limit: 50 }, { enabled: whose === 'decided' });

  const sides = useMemo(
    () => (cards.data === undefined ? undefined : sidesOf(cards.data.items, names, now)),
    [cards.data, names, now],
  );
  const unknown = useMemo(() => doubtEntries(doubts.data?.items ?? []), [doubts.data]);
  const isLoaded = sides !== undefined && doubts.data !== undefined;
  const entries = useMemo((): Entry[] | undefined => {
    if (whose === 'decided')
      return answered.data?.pages
        .flatMap(({ items }) => items)
        .map((card) => ({ kind: 'answered', id: card.id, card }));
    if (sides === undefined || !isLoaded) return undefined;
    if (whose === 'others') return cardEntries(sides.others);
    return [...cardEntries([...sides.mine, ...sides.later]), ...unknown];
  }, [whose, answered.data, sides, isLoaded, unknown]);

  return {
    entries,
    /** Brings the next page, where there is one. */
    more: whose === 'decided' && answered.hasNextPage ? () => void answered.fetchNextPage() : null,
    counts: {
      // Draft cards are practice: they stand in the list and never count.
      mine: (sides?.mine.filter(({ draft }) => !draft).length ?? 0) + unknown.length,
      others: sides?.others.length ?? 0,
    },
    error: whose === 'decided' ? answered.error : (cards.error ?? doubts.error),
    reload: () => {
      void cards.refetch();
      void doubts.refetch();
      if (whose === 'decided') void answered.refetch();
    },
  };
}
