import { useEffect, useRef, useState } from 'react';
import type { Entry } from './arrange.ts';

/**
 * Which entry is chosen: the address names it, or it was the first one when the inbox was opened. It stays chosen, also
 * when it is settled and has left the list; the next one is then the one that took its place.
 */
export function useSelection(id: string | undefined, order: readonly Entry[], isLoaded: boolean) {
  const [first, setFirst] = useState<string | null>(null);
  const top = order[0]?.id ?? null;
  if (first === null && isLoaded && top !== null && id === undefined) setFirst(top);

  const selected = id ?? first;
  const place = order.findIndex((entry) => entry.id === selected);
  const lastPlace = useRef(0);
  useEffect(() => {
    if (place !== -1) lastPlace.current = place;
  }, [place]);

  return {
    selected,
    after: (by: 1 | -1): Entry | undefined => {
      const next = place === -1 ? lastPlace.current : place + by;
      return order[Math.min(Math.max(next, 0), order.length - 1)];
    },
  };
}
