import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InputOf, ProcedureName } from '../../shared/api/contract.ts';
import { useClient } from './api-provider.tsx';

/** Asks for what is probably looked at next, so that it is there when it is; what is there already is not asked again. */
export function usePrefetch<Name extends ProcedureName>(name: Name, inputs: readonly InputOf<Name>[]): void {
  const client = useClient();
  const queries = useQueryClient();
  const wanted = JSON.stringify(inputs);
  useEffect(() => {
    for (const input of JSON.parse(wanted) as InputOf<Name>[])
      void queries.prefetchQuery({ queryKey: [name, input], queryFn: () => client(name, input) });
  }, [name, wanted, client, queries]);
}
