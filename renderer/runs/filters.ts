import { useSearchParams } from 'wouter';
import { runStatuses } from '../../shared/api/parts.ts';
import type { InputOf } from '../../shared/api/contract.ts';

export type Filters = {
  flow: string | null;
  version: number | null;
  status: (typeof runStatuses)[number] | null;
  q: string;
};

function versionOf(text: string | null): number | null {
  const version = Number(text);
  return text !== null && Number.isSafeInteger(version) && version > 0 ? version : null;
}

/** Filters live in the address: they can be shared, opened again and left with the back button. */
export function useFilters(): { filters: Filters; change: (change: Partial<Filters>) => void } {
  const [search, setSearch] = useSearchParams();
  const filters: Filters = {
    flow: search.get('flow'),
    version: versionOf(search.get('version')),
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

export function listInputOf({ flow, version, status, q }: Filters): InputOf<'runs.list'> {
  const words = q.trim();
  return {
    limit: 50,
    ...(flow === null ? {} : { flow }),
    ...(version === null ? {} : { version }),
    ...(status === null ? {} : { status }),
    ...(words === '' ? {} : { q: words }),
  };
}

export const isFiltered = ({ flow, version, status, q }: Filters): boolean =>
  flow !== null || version !== null || status !== null || q.trim() !== '';
