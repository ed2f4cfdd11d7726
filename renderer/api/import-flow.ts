import type { OutputOf } from '../../shared/api/contract.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { AppError } from '../../shared/errors.ts';

export type Imported = OutputOf<'flows.import'>;

/** The problems a refused file came back with, with their lines and fixes. */
export function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof AppError) || error.details === undefined) return [];
  return error.details.filter(isProblem);
}

function isProblem(detail: unknown): detail is Problem {
  return typeof detail === 'object' && detail !== null && 'message' in detail && 'severity' in detail;
}
