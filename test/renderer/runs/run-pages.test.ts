import { expect, test } from 'vitest';
import { flattened, pagesInSight, withPages, type RunPages } from '../../../renderer/runs/run-pages.ts';
import { timeRange } from '../../../renderer/runs/time-range.ts';

/** Only their ids matter here. */
const page = (ids: string[], next: string | null): RunPages[number] => ({
  items: ids.map((id) => ({ id }) as RunPages[number]['items'][number]),
  next,
});
const pages: RunPages = [page(['a', 'b'], 'r1'), page(['c', 'd'], 'r2'), page(['e'], 'r3')];

test('only the pages in sight are asked for, and the one behind them before it is seen', () => {
  const asked = (first: number, last: number) => pagesInSight(pages, { first, last });
  expect(asked(0, 30)).toEqual([{ page: 0, cursor: null }]);
  expect(asked(20, 70)).toEqual([
    { page: 0, cursor: null },
    { page: 1, cursor: 'r1' },
  ]);
  expect(asked(210, 299)).toEqual([
    { page: 2, cursor: 'r2' },
    { page: 3, cursor: 'r3' },
  ]);
  expect(pagesInSight([], { first: 0, last: 0 })).toEqual([{ page: 0, cursor: null }]);
});

test('a run that moved to another page stands once, and behind a new end nothing stays', () => {
  const moved = withPages(pages, [{ page: 0, data: page(['new', 'a', 'b', 'c'], 'r1') }]);
  expect(flattened(moved).map(({ id }) => id)).toEqual(['new', 'a', 'b', 'c', 'd', 'e']);
  const ended = withPages(pages, [{ page: 1, data: page(['c'], null) }]);
  expect(flattened(ended).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a span ends now, two days are whole days of this machine, and nonsense is no limit', () => {
  const now = Date.parse('2026-03-02T09:00:00Z');
  expect(timeRange('24h', now)).toEqual({ from: '2026-03-01T09:00:00.000Z' });
  expect(timeRange('2026-03-01..2026-03-02', now)).toEqual({
    from: new Date(2026, 2, 1).toISOString(),
    to: new Date(new Date(2026, 2, 3).getTime() - 1).toISOString(),
  });
  expect(timeRange('..2026-03-02', now)).toEqual({
    to: new Date(new Date(2026, 2, 3).getTime() - 1).toISOString(),
  });
  for (const text of [null, '..', 'soon', '2026-13-45..']) expect(timeRange(text, now)).toEqual({});
});
