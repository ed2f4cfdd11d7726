import type { StepError } from '../../errors.ts';
import type { VisitRef } from '../event.ts';
import type { ProgramNode } from '../program.ts';
import { visitCount } from '../visits.ts';
import { failRun } from './ending.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** Steps that one run may take altogether. */
const longestRun = 100_000;

/** `limit` is the way out of a loop; taken this often (or as often as `visits`, if that is more) it is one itself. */
const mostPasses = 100;

/** A token comes to a node that has run as often as it may: out by `limit`, or the run fails and says so. */
export function passLimit(work: Work, node: ProgramNode, from: VisitRef[]): void {
  const { visits } = node.definition;
  const visit = visitCount(work.state, node.name) + 1;
  const isWired = node.targets('limit').length > 0;
  if (!isWired || visit > visits + Math.max(visits, mostPasses)) {
    return failRun(work, node, visit, isWired ? endlessLoop() : tooOften(visits), { from });
  }
  emit(work, { type: 'step.succeeded', node: node.name, visit, data: { from, port: 'limit', output: null } });
  leave(work, node, visit, 'limit');
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
  failRun(work, node, visitCount(work.state, node.name) + 1, error, { from });
}

function tooOften(visits: number): StepError {
  return {
    code: 'visits_limit',
    message: `It may run ${visits === 1 ? 'once' : `${visits} times`} in one run, and this would be once more.`,
    fix: 'Wire its port `limit`, or raise `visits`.',
  };
}

function endlessLoop(): StepError {
  return {
    code: 'visits_limit',
    message: 'It has run as often as it may, and its way out by `limit` leads back to it again and again.',
    fix: 'Lead `limit` out of the loop.',
  };
}
