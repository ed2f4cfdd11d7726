import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { InputOf, OutputOf } from '../../shared/api/contract.ts';
import { useClient } from '../api/api-provider.tsx';
import { useCall } from '../api/use-call.ts';
import { countNew, flattened, pagesInSight, pageSize, withPages, type RunPages } from './run-pages.ts';

export type RunItem = OutputOf<'runs.list'>['items'][number];

/**
 * The list of runs, live and as long as it is. Only the pages in sight are kept in step with the host: 100,000 runs cost
 * no more than 200. While it is held no row moves: what starts meanwhile is counted and waits.
 */
export function useLiveRuns(filters: InputOf<'runs.list'>) {
  const client = useClient();
  const key = JSON.stringify(filters);
  const [seen, setSeen] = useState<{ key: string; pages: RunPages }>({ key, pages: [] });
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [isHeld, hold] = useState(false);
  /** Up to the start of this run the list is shown while it is held. */
  const [top, setTop] = useState<{ key: string; at: string } | null>(null);

  const pages = useMemo(() => (seen.key === key ? seen.pages : []), [seen, key]);
  // Those of the filter before stay in sight until the new ones are here.
  const runs = useMemo(() => flattened(seen.pages), [seen]);
  const newest = pages.length === 0 ? undefined : runs[0]?.startedAt;
  const pinned = isHeld && top?.key === key ? top.at : null;
  const head = useCall('runs.list', { ...filters, limit: pageSize }).data?.items;

  const wanted = pagesInSight(pages, range).map(({ page, cursor }) => {
    const place = cursor !== null ? { cursor } : pinned !== null ? { to: pinned } : {};
    return { page, input: { ...filters, ...place, limit: pageSize } };
  });
  const answers = useQueries({
    queries: wanted.map(({ input }) => ({
      queryKey: ['runs.list', input] as const,
      queryFn: () => client('runs.list', input),
    })),
  });

  const came = wanted.flatMap(({ page }, place) => {
    const data = answers[place]?.data;
    return data === undefined || pages[page] === data ? [] : [{ page, data }];
  });
  // While drawing, so that nothing out of step is ever shown: React draws again at once.
  if (came.length > 0) setSeen({ key, pages: withPages(pages, came) });
  if (!isHeld && top !== null) setTop(null);
  if (isHeld && newest !== undefined && top?.key !== key) setTop({ key, at: newest });

  return {
    /** undefined: not known yet. */
    runs: seen.pages.length === 0 ? undefined : runs,
    isOpenEnded: (pages.at(-1)?.next ?? null) !== null,
    /** Runs that started since the list is held. */
    fresh: pinned === null ? 0 : countNew(head ?? [], pinned),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    reload: () => answers.forEach((answer) => void answer.refetch()),
    onRange: useCallback((first: number, last: number) => setRange({ first, last }), []),
    onHeld: hold,
    /** Lets in what waits. */
    showNew: () => setTop(head?.[0] === undefined ? null : { key, at: head[0].startedAt }),
  };
}
