import { useMemo, useState } from 'react';

/**
 * Which entries the list shows. Those that were there when it was opened stay until they are settled; arrivals wait
 * behind “3 new”, so that nothing moves under the hand of who is deciding. An empty list has nothing to disturb.
 */
export function useShown<T extends { id: string }>(
  entries: readonly T[] | undefined,
  selected: string | undefined,
) {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  const shown = useMemo(
    () => (known === null ? entries : entries?.filter(({ id }) => known.has(id))),
    [entries, known],
  );
  if (entries === undefined || shown === undefined)
    return { shown: undefined, fresh: 0, showFresh: () => undefined };

  const withAll = (): Set<string> => new Set([...(known ?? []), ...entries.map(({ id }) => id)]);
  const isOpened =
    selected !== undefined && known?.has(selected) === false && entries.some(({ id }) => id === selected);
  // Adjusting state while rendering: the first entries, those that come to an empty list, and one opened by its address are shown.
  if (known === null || (shown.length === 0 && entries.length > 0 && !isOpened)) setKnown(withAll());
  else if (isOpened) setKnown(new Set([...known, selected]));
  return { shown, fresh: entries.length - shown.length, showFresh: () => setKnown(withAll()) };
}
