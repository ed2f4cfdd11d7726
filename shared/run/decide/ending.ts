import type { StepError } from '../../errors.ts';
import { ExpressionError } from '../../expression/expression-error.ts';
import type { Json } from '../../json.ts';
import type { EventData, VisitRef } from '../event.ts';
import type { ProgramNode } from '../program.ts';
import { openVisits, visitCount } from '../visits.ts';
import { emit, isBegunWrite, leave } from './work.ts';
import type { Work } from './work.ts';

type Entry = { from?: VisitRef[]; again?: number; attempt?: number; input?: Json };

/** The visit has failed for good: out by `error` where that leads somewhere, else the run fails and names the node. */
export function failVisit(
  work: Work,
  node: ProgramNode,
  visit: number,
  error: StepError,
  entry: Entry = {},
): void {
  if (!node.kind.canFail || node.targets('error').length === 0)
    return failRun(work, node, visit, error, entry);
  emit(work, { type: 'step.failed', node: node.name, visit, data: { ...entry, error, port: 'error' } });
  leave(work, node, visit, 'error');
}

/** A failure that no `error` port catches: what went wrong is the drawing, not the step's work. */
export function failRun(
  work: Work,
  node: ProgramNode,
  visit: number,
  error: StepError,
  entry: Entry = {},
): void {
  emit(work, { type: 'step.failed', node: node.name, visit, data: { ...entry, error, port: null } });
  endRun(work, {
    status: 'failed',
    node: node.name,
    message: `${node.name} failed: ${error.message}`,
    output: null,
  });
}

/**
 * The run is over at once: other tokens, waits and approvals are cancelled, effects aborted. A begun write may still
 * happen; it is noted as unknown and nobody is asked.
 */
export function endRun(work: Work, end: EventData['run.ended']): void {
  const reason = reasons[end.status];
  for (const visit of openVisits(work.state)) {
    const { node, visit: number } = visit;
    if (visit.status === 'unknown') continue;
    if (visit.status === 'running' && isBegunWrite(work, visit)) {
      const data = { attempt: visit.attempt, reason: `${reason} It had begun, so it may have happened.` };
      emit(work, { type: 'step.unknown', node, visit: number, data });
    } else {
      emit(work, { type: 'step.cancelled', node, visit: number, data: { reason, withRun: true } });
    }
  }
  // Only a failed run can be retried, and then no branch may be missing.
  if (end.status === 'failed') for (const token of work.tokens) keepToken(work, token.to, token.from, reason);
  work.tokens = [];
  emit(work, { type: 'run.ended', node: null, visit: null, data: end });
}

const reasons: Record<EventData['run.ended']['status'], string> = {
  succeeded: 'The run has ended.',
  failed: 'The run failed elsewhere.',
  declined: 'The run was declined.',
  cancelled: 'The run was cancelled.',
};

function keepToken(work: Work, to: string, from: VisitRef, reason: string): void {
  if (work.program.node(to).join !== null) {
    emit(work, { type: 'token.parked', node: to, visit: null, data: { from } });
    return;
  }
  const visit = visitCount(work.state, to) + 1;
  emit(work, { type: 'step.cancelled', node: to, visit, data: { from: [from], reason, withRun: true } });
}

/** A formula's failure as a step's; anything else is our own defect and goes on up. */
export function stepErrorOf(error: unknown): StepError {
  if (!(error instanceof ExpressionError)) throw error;
  return { code: 'expression_error', message: error.message, fix: error.fix };
}
