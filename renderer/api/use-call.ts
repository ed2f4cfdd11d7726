import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { v4 as uuid } from 'uuid';
import type { InputOf, OutputOf, ProcedureName } from '../../shared/api/contract.ts';
import { useClient } from './api-provider.tsx';

type ReadOptions = {
  enabled?: boolean;
  keepPrevious?: boolean;
  /** For answers that time alone makes old. */
  everyMs?: number;
};

/** A live answer: kept in step with the host by the stream. */
export function useCall<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name>,
  { enabled = true, keepPrevious = false, everyMs }: ReadOptions = {},
): UseQueryResult<OutputOf<Name>> {
  const client = useClient();
  return useQuery({
    queryKey: [name, input],
    queryFn: () => client(name, input),
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Names of calls that answer with a page. */
type Listing = 'runs.list' | 'approvals.list' | 'flows.list' | 'flows.releases' | 'audit.list';

/** A live list in pages; `fetchNextPage` brings the next one. */
export function useList<Name extends Listing>(
  name: Name,
  input: InputOf<Name>,
  { enabled = true }: Pick<ReadOptions, 'enabled'> = {},
): UseInfiniteQueryResult<InfiniteData<OutputOf<Name>>> {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam }) =>
      client(name, { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) } as InputOf<Name>),
    enabled,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

type Then<Name extends ProcedureName> = {
  onSuccess?: (output: OutputOf<Name>) => void;
  onError?: (error: Error) => void;
};
type Mutation<Name extends ProcedureName> = UseMutationResult<OutputOf<Name>, Error, InputOf<Name>>;
type Mutate<Name extends ProcedureName> = (input: InputOf<Name>, then?: Then<Name>) => void;
/** For each state of its own, so that `isSuccess` still says that there is data. */
type WithMutate<State, Name extends ProcedureName> = State extends unknown
  ? Omit<State, 'mutate'> & { mutate: Mutate<Name> }
  : never;
export type Act<Name extends ProcedureName> = WithMutate<Mutation<Name>, Name>;

/**
 * A change. Its input carries no requestId here: `newRequestId()` belongs to the press of a button, so that a retry of
 * the same press is recognised and a second press is not. What follows the press happens also where its button is gone
 * by then: the change itself often takes it away.
 */
export function useAct<Name extends ProcedureName>(name: Name): Act<Name> {
  const client = useClient();
  const queries = useQueryClient();
  const mutation: Mutation<Name> = useMutation({
    mutationFn: (input: InputOf<Name>) => client(name, input),
    // The stream tells other windows; this one does not wait for it.
    onSuccess: () => queries.invalidateQueries(),
  });
  const { mutateAsync } = mutation;
  const mutate = useCallback(
    (input: InputOf<Name>, { onSuccess, onError }: Then<Name> = {}): void => {
      // Without `onError` the refusal stands where the button is: `error`.
      void mutateAsync(input).then(onSuccess, onError ?? (() => undefined));
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}

export const newRequestId = (): string => uuid();
