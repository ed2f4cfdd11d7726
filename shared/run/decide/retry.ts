import { AppError } from '../../errors.ts';
import type { RunInput } from '../input.ts';
import type { Restart } from './restart.ts';
import { doOver, goOn, latestVisit, refuseProgram, restartAt, restartAtFailed } from './restart.ts';
import { emit } from './work.ts';
import type { Work } from './work.ts';

type Retry = Extract<RunInput, { type: 'retry' }>;

/**
 * A failed run goes on from the failed step (or a named one) by the program given now; completed outputs are kept. The
 * branches that the failure stopped go on too: none may be missing at a join.
 */
export function onRetry(work: Work, input: Retry): AppError | null {
  const { state } = work;
  if (state.status !== 'failed') {
    return new AppError('conflict', `Only a failed run can be retried; this one is ${state.status}.`, {
      fix: 'Start it again to run it from the beginning.',
    });
  }
  const restart = restartOf(work, input);
  const root = restart?.roots[0];
  if (restart === null || root === undefined) return nothingToRetry(work, input);
  const refused = refuseProgram(work, restart);
  if (refused !== null) return refused;

  const { by, hash, version } = input;
  const data = { by, action: 'retry' as const, hash, version };
  emit(work, { type: 'run.repaired', node: root.node, visit: root.visit, data });
  goOn(work, restart, (visit) => doOver(work, visit));
  return null;
}

function restartOf({ state }: Work, { node }: Retry): Restart | null {
  if (node === null) return restartAtFailed(state);
  const root = latestVisit(state, node);
  return root === undefined ? null : restartAt(state, root);
}

function nothingToRetry({ program }: Work, input: Retry): AppError {
  if (input.node !== null && program.find(input.node) === undefined) {
    return new AppError('not_found', `There is no step “${input.node}” in this run’s flow.`, {
      fix: 'Name a step that has run.',
    });
  }
  const message =
    input.node === null
      ? 'This run has no failed step to go on from.'
      : `${input.node} has not run in this run, so it cannot be done over.`;
  return new AppError('invalid_input', message, { fix: 'Name a step that has run, or start the run again.' });
}
