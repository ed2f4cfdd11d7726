import { useNames } from '../api/names.ts';
import { useCall, useList } from '../api/use-call.ts';
import { useEveryCard } from '../api/use-every.ts';
import { isPutOff } from '../card/deciders.ts';
import { useNow } from '../ui/use-now.ts';
import { cardEntries, doubtEntries, type Entry } from './arrange.ts';
import type { Whose } from './view.ts';

export type Inbox = ReturnType<typeof useInbox>;

/** Everything that waits: cards of the person at the screen, those of others, and unknown outcomes; and what they answered. */
export function useInbox(whose: Whose) {
  const names = useNames();
  const now = useNow();
  const mine = useEveryCard({ status: 'pending', mine: true });
  const all = useEveryCard({ status: 'pending' });
  const doubts = useCall('runs.list', { unknown: true, limit: 100 });
  const answered = useList('approvals.list', { answered: true, limit: 50 }, { enabled: whose === 'decided' });

  const ids = new Set(mine.data?.items.map(({ id }) => id));
  const rest = mine.data === undefined ? [] : (all.data?.items ?? []).filter(({ id }) => !ids.has(id));
  const later = rest.filter((card) => isPutOff(card, names, now));
  const others = rest.filter((card) => !card.draft && !later.includes(card));
  // A draft is its starter's alone, also where the owner could decide it.
  const forMe = mine.data?.items.filter(({ draft, startedBy }) => !draft || names.isMe(startedBy)) ?? [];

  function entriesOf(): Entry[] | undefined {
    if (whose === 'decided')
      return answered.data?.pages
        .flatMap(({ items }) => items)
        .map((card) => ({ kind: 'card', id: card.id, card }));
    if (mine.data === undefined || doubts.data === undefined) return undefined;
    if (whose === 'others') return all.data === undefined ? undefined : cardEntries(others);
    return [...cardEntries([...forMe, ...later]), ...doubtEntries(doubts.data.items)];
  }

  return {
    entries: entriesOf(),
    /** Brings the next page, where there is one. */
    more: whose === 'decided' && answered.hasNextPage ? () => void answered.fetchNextPage() : null,
    counts: {
      // Draft cards are practice: they stand in the list and never count.
      mine: forMe.filter(({ draft }) => !draft).length + doubtEntries(doubts.data?.items ?? []).length,
      others: others.length,
    },
    error:
      whose === 'decided'
        ? answered.error
        : (mine.error ?? doubts.error ?? (whose === 'others' ? all.error : null)),
    reload: () => {
      void mine.refetch();
      void doubts.refetch();
      void all.refetch();
      if (whose === 'decided') void answered.refetch();
    },
  };
}
