import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useClient } from '../api/api-provider.tsx';
import { announce } from '../ui/announce.tsx';
import type { Connection } from './connection-words.ts';

/** Both go elsewhere first and let the stream renew the list: its new answer takes the page away that is left here. */
const listKey = ['connections.list', {}];

export function useRename(name: string, onRenamed: (to: string) => void) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: string) => client('connections.rename', { name, to }),
    onSuccess: (renamed) => {
      queries.setQueryData<OutputOf<'connections.list'>>(listKey, (known) =>
        known === undefined
          ? known
          : { ...known, items: known.items.map((one) => (one.name === name ? renamed : one)) },
      );
      onRenamed(renamed.name);
    },
  });
}

export function useDelete({ name, usedBy }: Connection, onDeleted: () => void) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      client('connections.remove', { name, ...(usedBy.length === 0 ? {} : { unbind: true }) }),
    onSuccess: () => {
      announce(`“${name}” is deleted.`);
      onDeleted();
      void queries.invalidateQueries({ queryKey: ['connections.list'] });
    },
  });
}
