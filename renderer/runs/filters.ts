import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { runStatuses } from '../../shared/api/parts.ts';
import type { InputOf } from '../../shared/api/contract.ts';
import { timeRange } from './time-range.ts';

export const views = ['list', 'failures', 'stuck'] as const;
export const targets = ['draft', 'live', 'version'] as const;

export type Filters = {
  view: (typeof views)[number];
  flow: string | null;
  version: number | null;
  status: (typeof runStatuses)[number] | null;
  target: (typeof targets)[number] | null;
  person: string | null;
  /** `24h`, or two days: `2026-03-01..2026-03-04`. */
  time: string | null;
  /** The step and code of a failure. */
  node: string | null;
  code: string | null;
  q: string;
};

export const noFilters = {
  flow: null,
  version: null,
  status: null,
  target: null,
  person: null,
  time: null,
  node: null,
  code: null,
  q: '',
} as const satisfies Omit<Filters, 'view'>;

function versionOf(text: string | null): number | null {
  const version = Number(text);
  return text !== null && Number.isSafeInteger(version) && version > 0 ? version : null;
}

/** Filters live in the address: they can be shared, opened again and left with the back button. */
export function useFilters(): { filters: Filters; change: (change: Partial<Filters>) => void } {
  const [search, setSearch] = useSearchParams();
  const filters: Filters = {
    view: views.find((view) => view === search.get('view')) ?? 'list',
    flow: search.get('flow'),
    version: versionOf(search.get('version')),
    status: runStatuses.find((status) => status === search.get('status')) ?? null,
    target: targets.find((target) => target === search.get('target')) ?? null,
    person: search.get('person'),
    time: search.get('time'),
    node: search.get('node'),
    code: search.get('code'),
    q: search.get('q') ?? '',
  };
  return {
    filters,
    change: (change) =>
      setSearch(
        () => {
          const next = Object.entries({ ...filters, ...change }).filter(
            ([name, value]) => value !== null && value !== '' && !(name === 'view' && value === 'list'),
          );
          return new URLSearchParams(next.map(([name, value]) => [name, String(value)]));
        },
        // Another view is another place to come back from; a filter is not.
        { replace: change.view === undefined },
      ),
  };
}

/** What the host is asked. “The last hour” is that before the screen was opened: the list must not begin anew with every minute. */
export function useListInput({ view: _view, time, q, ...filters }: Filters): InputOf<'runs.list'> {
  const [openedAt] = useState(Date.now);
  const range = useMemo(() => timeRange(time, openedAt), [time, openedAt]);
  const set = Object.entries(filters).filter(([, value]) => value !== null);
  const words = q.trim();
  return { ...Object.fromEntries(set), ...range, ...(words === '' ? {} : { q: words }) };
}

export const isFiltered = ({ view: _view, q, ...filters }: Filters): boolean =>
  q.trim() !== '' || Object.values(filters).some((value) => value !== null);
