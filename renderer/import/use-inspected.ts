import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useClient } from '../api/api-provider.tsx';
import type { ChosenFile } from '../flow-file/chosen-files.ts';
import type { Seen } from './choices.ts';

/** What the host makes of a file, asked again when connections, people or flows change here meanwhile. */
export function useInspected(file: ChosenFile, isSettled: boolean): UseQueryResult<Seen> {
  const client = useClient();
  return useQuery({
    // By the file's own key: its text may be a megabyte.
    queryKey: ['flows.inspect', file.key],
    queryFn: () => {
      if (file.fault !== null) throw file.fault;
      return client('flows.inspect', { text: file.text });
    },
    enabled: !isSettled,
  });
}
