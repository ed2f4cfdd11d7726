import type { OutputOf } from '../../../shared/api/contract.ts';
import { localModelUrl } from '../../../shared/connections/providers.ts';
import { useCall } from '../../api/use-call.ts';

type Program = OutputOf<'connections.discover'>['items'][number];

/** What answers as models on the computer that Countersign runs on. */
export type ModelHere = {
  /** Undefined while it is looked for, null where nothing answers. */
  program: Program | null | undefined;
  error: unknown;
  isLooking: boolean;
  lookAgain: () => void;
  /** What the form proposes because of it. */
  proposed: { baseUrl: string; model: string };
};

export function useModelHere(isWanted: boolean): ModelHere {
  const found = useCall('connections.discover', {}, { enabled: isWanted });
  const program = found.data === undefined ? undefined : (found.data.items[0] ?? null);
  return {
    program,
    error: found.error,
    isLooking: found.isFetching,
    lookAgain: () => void found.refetch(),
    proposed: { baseUrl: program?.baseUrl ?? localModelUrl, model: program?.models[0] ?? '' },
  };
}
