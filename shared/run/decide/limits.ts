import type { VisitRef } from '../event.ts';
import type { ProgramNode } from '../program.ts';
import { visitCount } from '../visits.ts';
import { failVisit } from './ending.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** Steps that one run may take altogether: ways that lead from `limit` to `limit` end here, and say so. */
const longestRun = 100_000;

/** A token comes to a node that has run as often as it may: out by `limit`, or the run fails and says so. */
export function passLimit(work: Work, node: ProgramNode, from: VisitRef[]): void {
  const visit = visitCount(work.state, node.name) + 1;
  if (node.targets('limit').length > 0) {
    emit(work, { type: 'step.succeeded', node: node.name, visit, data: { from, port: 'limit', output: null } });
    return leave(work, node, visit, 'limit');
  }
  const { visits } = node.definition;
  const error = {
    code: 'visits_limit',
    message: `It may run ${visits === 1 ? 'once' : `${visits} times`} in one run, and this would be once more.`,
    fix: 'Wire its port `limit`, or raise `visits`.',
  };
  failVisit(work, node, visit, error, { from });
}

export function isTooLong(work: Work): boolean {
  return work.state.visits.length >= longestRun;
}

export function stopTooLong(work: Work, node: ProgramNode, from: VisitRef[]): void {
  const error = {
    code: 'run_limit',
    message: `One run may take ${longestRun} steps, and this run has taken them.`,
    fix: 'Look for a loop that does not end, or split the work into several runs.',
  };
  failVisit(work, node, visitCount(work.state, node.name) + 1, error, { from });
}
