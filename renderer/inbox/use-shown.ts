import { useState } from 'react';

/**
 * Which entries the list shows. Those that were there when it was opened stay until they are settled; arrivals wait
 * behind “3 new”, so that nothing moves under the hand of who is deciding. An empty list has nothing to disturb.
 */
export function useShown<T extends { id: string }>(
  entries: readonly T[] | undefined,
  selected: string | undefined,
) {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  if (entries === undefined) return { shown: undefined, fresh: 0, showFresh: () => undefined };

  const ids = entries.map(({ id }) => id);
  const isKnown = (id: string): boolean => known?.has(id) === true || id === selected;
  const hasAny = ids.some(isKnown);
  const opened =
    selected !== undefined && ids.includes(selected) && known?.has(selected) === false ? [selected] : [];
  // Adjusting state while rendering: the first entries, those that come to an empty list, and one opened by its address are shown.
  if (known === null || (!hasAny && ids.length > 0)) setKnown(new Set([...(known ?? []), ...ids]));
  else if (opened.length > 0) setKnown(new Set([...known, ...opened]));
  const isOpen = known === null || !hasAny;
  const shown = isOpen ? [...entries] : entries.filter(({ id }) => isKnown(id));
  return {
    shown,
    fresh: entries.length - shown.length,
    showFresh: () => setKnown(new Set([...(known ?? []), ...ids])),
  };
}
