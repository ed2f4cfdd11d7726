import type { OutputOf } from '../../shared/api/contract.ts';

type RunPage = OutputOf<'runs.list'>;
type RunItem = RunPage['items'][number];

/** Pages the window has seen, newest first; `next` of one leads to the one after it. */
export type RunPages = readonly RunPage[];

export const pageSize = 100;
/** The page after is asked for this many rows before its first one comes into sight. */
const ahead = 40;

/** Rows in order; one that moved to another page since that was read stands only once. */
export function flattened(pages: RunPages): RunItem[] {
  const known = new Set<string>();
  return pages
    .flatMap(({ items }) => items)
    .filter(({ id }) => !known.has(id) && known.add(id) !== undefined);
}

/** The pages that hold the rows in sight, and the one behind them where it is near. `cursor` null: the first. */
export function pagesInSight(
  pages: RunPages,
  { first, last }: { first: number; last: number },
): { page: number; cursor: string | null }[] {
  const from = Math.max(0, Math.min(Math.floor(first / pageSize), pages.length - 1));
  const to = Math.min(Math.floor((last + ahead) / pageSize), pages.length);
  const near = Array.from({ length: Math.max(to - from, 0) + 1 }, (_, place) => from + place);
  return near.flatMap((page): { page: number; cursor: string | null }[] => {
    if (page === 0) return [{ page, cursor: null }];
    const cursor = pages[page - 1]?.next ?? null;
    return cursor === null ? [] : [{ page, cursor }];
  });
}

/** With the newly read ones; where the list has become shorter, what stood behind its end is gone. */
export function withPages(pages: RunPages, came: readonly { page: number; data: RunPage }[]): RunPages {
  const next = [...pages];
  for (const { page, data } of came) next[page] = data;
  const end = next.findIndex((page) => page.next === null);
  return end === -1 ? next : next.slice(0, end + 1);
}

export const countNew = (items: readonly RunItem[], since: string): number =>
  items.filter(({ startedAt }) => startedAt > since).length;
