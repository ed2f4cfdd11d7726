import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { isPutOff } from '../card/deciders.ts';
import { useNow } from '../ui/use-now.ts';
import { cardEntries, doubtEntries, type Entry } from './arrange.ts';

export type Whose = 'mine' | 'others';

/** Everything that waits: cards of the person at the screen, those of others, and unknown outcomes. */
export function useInbox(whose: Whose) {
  const names = useNames();
  const now = useNow();
  const mine = useCall('approvals.list', { status: 'pending', mine: true, limit: 500 });
  const all = useCall('approvals.list', { status: 'pending', limit: 500 });
  const doubts = useCall('runs.list', { unknown: true, limit: 100 });

  const ids = new Set(mine.data?.items.map(({ id }) => id));
  const rest = mine.data === undefined ? [] : (all.data?.items ?? []).filter(({ id }) => !ids.has(id));
  const later = rest.filter((card) => isPutOff(card, names, now));
  const others = rest.filter((card) => !card.draft && !later.includes(card));
  // A draft is its starter's alone, also where the owner could decide it.
  const forMe = mine.data?.items.filter(({ draft, startedBy }) => !draft || names.isMe(startedBy)) ?? [];
  const isLoaded =
    mine.data !== undefined && doubts.data !== undefined && (whose === 'mine' || all.data !== undefined);
  const entries: Entry[] | undefined = !isLoaded
    ? undefined
    : whose === 'others'
      ? cardEntries(others)
      : [...cardEntries([...forMe, ...later]), ...doubtEntries(doubts.data?.items ?? [])];

  return {
    entries,
    counts: {
      // Draft cards are practice: they stand in the list and never count.
      mine: forMe.filter(({ draft }) => !draft).length + doubtEntries(doubts.data?.items ?? []).length,
      others: others.length,
    },
    error: mine.error ?? doubts.error ?? (whose === 'others' ? all.error : null),
    reload: () => {
      void mine.refetch();
      void doubts.refetch();
      void all.refetch();
    },
  };
}
