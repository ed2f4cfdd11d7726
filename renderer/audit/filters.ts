import { useSearchParams } from 'wouter';
import { auditTopics } from '../../shared/api/audit.ts';
import type { InputOf } from '../../shared/api/contract.ts';

export type Filters = {
  q: string;
  about: (typeof auditTopics)[number] | null;
  who: string | null;
  /** Days as the reader's calendar has them: `2026-11-21`. */
  from: string | null;
  to: string | null;
};

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (text: string | null): string | null => (text !== null && dayPattern.test(text) ? text : null);

/** Filters live in the address: what an auditor looks at can be shared and opened again. */
export function useFilters(): { filters: Filters; change: (change: Partial<Filters>) => void } {
  const [search, setSearch] = useSearchParams();
  const filters: Filters = {
    q: search.get('q') ?? '',
    about: auditTopics.find((topic) => topic === search.get('about')) ?? null,
    who: search.get('who'),
    from: dayOf(search.get('from')),
    to: dayOf(search.get('to')),
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

/** A day begins and ends where the reader is. */
const instantOf = (day: string, time: string): string | null => {
  const at = new Date(`${day}T${time}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

export function listInputOf({ q, about, who, from, to }: Filters): InputOf<'audit.list'> {
  const words = q.trim();
  const since = from === null ? null : instantOf(from, '00:00:00');
  const until = to === null ? null : instantOf(to, '23:59:59.999');
  return {
    order: 'newest',
    limit: 100,
    ...(words === '' ? {} : { q: words }),
    ...(about === null ? {} : { about }),
    ...(who === null ? {} : { actor: who }),
    ...(since === null ? {} : { from: since }),
    ...(until === null ? {} : { to: until }),
  };
}

export const isFiltered = ({ q, about, who, from, to }: Filters): boolean =>
  q.trim() !== '' || [about, who, from, to].some((value) => value !== null);

export const noFilters: Filters = { q: '', about: null, who: null, from: null, to: null };
