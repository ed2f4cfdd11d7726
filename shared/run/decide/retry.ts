import { AppError } from '../../errors.ts';
import type { VisitRef } from '../event.ts';
import type { RunInput } from '../input.ts';
import type { RunState, Visit } from '../state.ts';
import { findVisit, openVisits, visitCount } from '../visits.ts';
import { enter } from './enter.ts';
import { isJoin } from './joins.ts';
import { emit, hasEnded } from './work.ts';
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
  const stopped = stoppedVisits(state);
  const roots = input.node === null ? failedVisits(state) : namedVisit(state, input.node);
  const [root] = roots;
  if (root === undefined) return nothingToRetry(work, input);
  const isRedone = input.node === null ? () => false : (ref: VisitRef) => leadsTo(state, root, ref);
  const others = input.node === null ? [] : failedVisits(state).filter((visit) => !roots.includes(visit));
  const kept = [...stopped, ...others].filter((visit) => !roots.includes(visit) && !isRedone(visit));
  const revived = [...roots, ...kept].sort(
    (left, right) => state.visits.indexOf(left) - state.visits.indexOf(right),
  );
  const refused = refuseProgram(work, revived);
  if (refused !== null) return refused;

  const { by, hash, version } = input;
  emit(work, {
    type: 'run.repaired',
    node: root.node,
    visit: root.visit,
    data: { by, action: 'retry', hash, version },
  });
  dropRedone(work, isRedone);
  for (const visit of revived) if (!hasEnded(work)) revive(work, visit);
  return null;
}

function revive(work: Work, visit: Visit): void {
  const node = work.program.node(visit.node);
  if (!isJoin(node)) return enter(work, node, { from: visit.from, again: visit.visit });
  for (const from of visit.from) work.tokens.push({ from, to: visit.node });
}

/** What follows from a step that is done over is not waited for any more. */
function dropRedone(work: Work, isRedone: (ref: VisitRef) => boolean): void {
  for (const token of work.state.parked.filter(({ from }) => isRedone(from)))
    emit(work, { type: 'token.absorbed', node: token.join, visit: null, data: { from: token.from } });
  const reason = 'A step before it was done over.';
  for (const { node, visit } of openVisits(work.state).filter(isRedone))
    emit(work, { type: 'step.detached', node, visit, data: { reason } });
}

function failedVisits(state: RunState): Visit[] {
  const failed = state.visits.filter(
    (visit) =>
      visit.status === 'failed' && visit.port === null && !visit.detached && endedLately(state, visit),
  );
  if (failed.length > 0 || state.outcome === null || state.outcome.node === null) return failed;
  // Ended as failed without a failed step: an `end` node, or a deadline that leads nowhere.
  return namedVisit(state, state.outcome.node);
}

function stoppedVisits(state: RunState): Visit[] {
  return state.visits.filter(
    (visit) => visit.status === 'cancelled' && visit.withRun && endedLately(state, visit),
  );
}

/** Since the run was last set going: what an earlier retry revived is not revived twice. */
function endedLately(state: RunState, visit: Visit): boolean {
  return visit.endedSeq !== null && visit.endedSeq > state.liveSince;
}

function namedVisit(state: RunState, node: string): Visit[] {
  const visit = findVisit(state, node, visitCount(state, node));
  return visit === undefined || visit.from.length === 0 ? [] : [visit];
}

/** Whether a visit follows from another one: by the tokens that led to it. */
function leadsTo(state: RunState, origin: VisitRef, ref: VisitRef): boolean {
  const seen = new Set<string>();
  const ahead = [ref];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    if (at.node === origin.node && at.visit === origin.visit) return true;
    const key = `${at.node}#${at.visit}`;
    if (seen.has(key)) continue;
    seen.add(key);
    ahead.push(...(findVisit(state, at.node, at.visit)?.from ?? []));
  }
  return false;
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

/** Another release may lack a step that has to go on. */
function refuseProgram(work: Work, revived: Visit[]): AppError | null {
  const { state, program } = work;
  const questions = state.visits.filter((visit) => visit.status === 'unknown' && !visit.detached);
  const names = [...revived, ...questions]
    .map(({ node }) => node)
    .concat(state.parked.map(({ join }) => join));
  const missing = names.find((name) => {
    const was = program.find(name);
    return was === undefined || was.kind.execution === 'trigger';
  });
  if (missing === undefined) return null;
  return new AppError(
    'conflict',
    `The release to go on with has no step “${missing}”, where this run stands.`,
    {
      fix: 'Retry on the release the run started with, or one that has this step.',
    },
  );
}
