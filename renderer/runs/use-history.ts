import { useMemo, useState } from 'react';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useCall } from '../api/use-call.ts';

type Page = OutputOf<'runs.events'>;

const pageEvents = 10_000;
/** Beyond this a window would not stay fluid; what is shown says how far it reaches. */
const mostPages = 10;

/**
 * The whole history of a run. Full pages never change again, so they are read once; only the last one is kept in step
 * with the host. `items` undefined: not known yet.
 */
export function useHistory(id: string) {
  const [full, setFull] = useState<readonly Page[]>([]);
  const after = full.at(-1)?.next ?? null;
  const place = after === null ? {} : { after: Number(after) };
  const last = useCall('runs.events', { id, limit: pageEvents, ...place });
  const { data } = last;
  const isFull = data !== undefined && data.next !== null;
  const goesOn = isFull && full.length + 1 < mostPages;
  // While drawing: React draws again at once, with the next page asked for.
  if (goesOn && !full.includes(data)) setFull([...full, data]);

  const items = useMemo(
    () => (data === undefined || goesOn ? undefined : [...full.flatMap((page) => page.items), ...data.items]),
    [full, data, goesOn],
  );
  return { items, error: last.error, isCut: isFull && !goesOn };
}
