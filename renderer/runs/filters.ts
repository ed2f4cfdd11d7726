import { useSearchParams } from 'wouter';
import { runStatuses } from '../../shared/api/parts.ts';
import type { InputOf } from '../../shared/api/contract.ts';

export type Filters = { flow: string | null; status: (typeof runStatuses)[number] | null; q: string };

/** Filters live in the address: they can be shared, opened again and left with the back button. */
export function useFilters(): { filters: Filters; change: (change: Partial<Filters>) => void } {
  const [search, setSearch] = useSearchParams();
  const filters: Filters = {
    flow: search.get('flow'),
    status: runStatuses.find((status) => status === search.get('status')) ?? null,
    q: search.get('q') ?? '',
  };
  return {
    filters,
    change: (change) =>
      setSearch(
        () => {
          const next = Object.entries({ ...filters, ...change }).filter(
            ([, value]) => value !== null && value !== '',
          );
          return new URLSearchParams(next.map(([name, value]) => [name, String(value)]));
        },
        { replace: true },
      ),
  };
}

export function listInputOf({ flow, status, q }: Filters): InputOf<'runs.list'> {
  const words = q.trim();
  return {
    limit: 50,
    ...(flow === null ? {} : { flow }),
    ...(status === null ? {} : { status }),
    ...(words === '' ? {} : { q: words }),
  };
}

export const isFiltered = ({ flow, status, q }: Filters): boolean =>
  flow !== null || status !== null || q.trim() !== '';
