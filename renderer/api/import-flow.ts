import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { AppError } from '../../shared/errors.ts';
import { useClient } from './api-provider.tsx';

export type Imported = OutputOf<'flows.import'>;

export type ImportFile = { fileName: string; text: string; as?: string; replace?: boolean };

/** Imports a flow file as a draft. */
export function useImportFlow() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<Imported, Error, ImportFile>({
    mutationFn: ({ text, as, replace }) =>
      client('flows.import', {
        text,
        ...(as === undefined ? {} : { as }),
        ...(replace === undefined ? {} : { replace }),
      }),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** The problems a refused file came back with, with their lines and fixes. */
export function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof AppError) || error.details === undefined) return [];
  return error.details.filter(isProblem);
}

function isProblem(detail: unknown): detail is Problem {
  return typeof detail === 'object' && detail !== null && 'message' in detail && 'severity' in detail;
}
