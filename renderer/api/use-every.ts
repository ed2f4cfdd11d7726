import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../../shared/api/contract.ts';
import { useClient } from './api-provider.tsx';

type Card = OutputOf<'approvals.list'>['items'][number];

/** What nobody reads any more: the list says that there are more. */
const mostPages = 4;

/** Every card that fits, all pages together: only so does the soonest deadline stand on top. */
export function useEveryCard(
  input: InputOf<'approvals.list'>,
): UseQueryResult<{ items: Card[]; hasMore: boolean }> {
  const client = useClient();
  return useQuery({
    queryKey: ['approvals.list', input, 'every'],
    queryFn: async () => {
      const items: Card[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < mostPages; page += 1) {
        const answer: OutputOf<'approvals.list'> = await client('approvals.list', {
          ...input,
          limit: 500,
          ...(cursor === null ? {} : { cursor }),
        });
        items.push(...answer.items);
        cursor = answer.next;
        if (cursor === null) break;
      }
      return { items, hasMore: cursor !== null };
    },
  });
}
