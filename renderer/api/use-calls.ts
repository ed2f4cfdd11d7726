import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import type { InputOf, OutputOf, ProcedureName } from '../../shared/api/contract.ts';
import { useClient } from './api-provider.tsx';

/** The same call for several things, each live and kept by itself like one made by `useCall`. */
export function useCalls<Name extends ProcedureName>(
  name: Name,
  inputs: readonly InputOf<Name>[],
): UseQueryResult<OutputOf<Name>>[] {
  const client = useClient();
  return useQueries({
    queries: inputs.map((input) => ({ queryKey: [name, input], queryFn: () => client(name, input) })),
  });
}
