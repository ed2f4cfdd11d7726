import { AppError } from '../../errors.ts';
import type { VisitRef } from '../event.ts';
import { roundsAfter, standingAt } from '../standing-at.ts';
import type { RunState, Visit } from '../state.ts';
import { openVisits } from '../visits.ts';
import { enter } from './enter.ts';
import { isJoin } from './joins.ts';
import { emit, hasEnded } from './work.ts';
import type { Work } from './work.ts';

/** From where a failed run goes on: the visits to do over, with the branches that the failure stopped. */
export type Restart = {
  roots: Visit[];
  /** Roots and stopped branches in order of entry. */
  revived: Visit[];
  /** What followed from a step that is done over. */
  isRedone: (ref: VisitRef) => boolean;
};

/** The steps that failed, with nothing of what is finished done over. */
export function restartAtFailed(state: RunState): Restart {
  const roots = failedVisits(state);
  return { roots, revived: inOrder(state, [...roots, ...stoppedVisits(state)]), isRedone: () => false };
}

/** One visit, whether it failed or not: it and what followed from it are done over. */
export function restartAt(state: RunState, root: Visit): Restart {
  const keyOf = ({ node, visit }: VisitRef): string => `${node}#${visit}`;
  const redone = new Set([root, ...roundsAfter(state.visits, root)].map(keyOf));
  const isRedone = (ref: VisitRef): boolean => redone.has(keyOf(ref));
  const kept = [...stoppedVisits(state), ...failedVisits(state)].filter((visit) => !isRedone(visit));
  return { roots: [root], revived: inOrder(state, [root, ...kept]), isRedone };
}

function inOrder(state: RunState, visits: Visit[]): Visit[] {
  return [...new Set(visits)].sort((left, right) => state.visits.indexOf(left) - state.visits.indexOf(right));
}

/** After the event that says who set the run going again. `begin` carries out a root. */
export function goOn(work: Work, restart: Restart, begin: (root: Visit) => void): void {
  dropRedone(work, restart.isRedone);
  for (const visit of restart.revived) {
    if (hasEnded(work)) return;
    if (restart.roots.includes(visit)) begin(visit);
    else doOver(work, visit);
  }
}

export function doOver(work: Work, visit: Visit): void {
  const node = work.program.node(visit.node);
  if (!isJoin(node)) return enter(work, node, { from: visit.from, again: visit.visit });
  for (const from of visit.from) work.tokens.push({ from, to: visit.node });
}

/** What follows from a step that is done over is not waited for any more. */
function dropRedone(work: Work, isRedone: Restart['isRedone']): void {
  for (const token of work.state.parked.filter(({ from }) => isRedone(from)))
    emit(work, { type: 'token.absorbed', node: token.join, visit: null, data: { from: token.from } });
  const reason = 'A step before it was done over.';
  for (const { node, visit } of openVisits(work.state).filter(isRedone))
    emit(work, { type: 'step.detached', node, visit, data: { reason } });
}

function failedVisits(state: RunState): Visit[] {
  const failed = state.visits.filter((visit) => failedLately(state, visit));
  if (failed.length > 0 || state.outcome === null || state.outcome.node === null) return failed;
  // Ended as failed without a failed step: an `end` node, or a deadline that leads nowhere.
  const last = latestVisit(state, state.outcome.node);
  return last === undefined ? [] : [last];
}

/** Its failure ended the run. */
export const failedLately = (state: RunState, visit: Visit): boolean =>
  visit.status === 'failed' && visit.port === null && !visit.detached && endedLately(state, visit);

function stoppedVisits(state: RunState): Visit[] {
  return state.visits.filter(
    (visit) => visit.status === 'cancelled' && visit.withRun && endedLately(state, visit),
  );
}

/** Since the run was last set going: what an earlier retry revived is not revived twice. */
function endedLately(state: RunState, visit: Visit): boolean {
  return visit.endedSeq !== null && visit.endedSeq > state.liveSince;
}

/** The round of a node that the run can go on from; undefined where it never came there, or started there. */
export const latestVisit = (state: RunState, node: string): Visit | undefined =>
  standingAt(state.visits, node, (visit) => failedLately(state, visit));

/** A step that must go on has to be in the drawing the run goes on with. */
export function refuseProgram({ state, program }: Work, { revived }: Restart): AppError | null {
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
