import { AppError } from '../../errors.ts';
import type { RunInput } from '../input.ts';
import type { Visit } from '../state.ts';
import { findVisit } from '../visits.ts';
import { startNextAttempt } from './effects.ts';
import { endRun, failVisit } from './ending.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** A person says what became of a step that nobody could know about. */
export function onAnswer(work: Work, input: Extract<RunInput, { type: 'answer' }>): AppError | null {
  const visit = findVisit(work.state, input.node, input.visit);
  const node = work.program.find(input.node);
  if (visit === undefined || node === undefined) {
    return new AppError('not_found', `This run has no visit ${input.node}#${input.visit}.`, {
      fix: 'Look at the run to see which step asks.',
    });
  }
  const refused = refuseAnswer(work, visit);
  if (refused !== null) return refused;
  const { by, answer } = input;
  const ref = { node: input.node, visit: input.visit };
  emit(work, { type: 'run.repaired', ...ref, data: { by, action: 'answer', answer } });
  if (answer === 'done') {
    emit(work, {
      type: 'step.succeeded',
      ...ref,
      data: { port: 'done', output: input.output, override: by },
    });
    leave(work, node, input.visit, 'done');
  } else if (answer === 'again') {
    startNextAttempt(work, visit);
  } else {
    const error = {
      code: 'answered_failed',
      message: 'It was unclear whether this happened; somebody answered that it failed.',
    };
    failVisit(work, node, input.visit, error);
  }
  return null;
}

function refuseAnswer(work: Work, visit: Visit): AppError | null {
  if (work.state.endedAt !== null) {
    return new AppError('conflict', 'The run has ended, so this is no longer asked.', {
      fix: 'Retry the run if it failed, or start it again.',
    });
  }
  if (visit.status === 'unknown' && !visit.detached) return null;
  const message =
    visit.detached || visit.override === null
      ? `${visit.node} does not ask whether it happened.`
      : `${visit.node} was answered already.`;
  return new AppError('conflict', message, { fix: 'Look at the run to see which step asks.' });
}

export function onCancel(work: Work, input: Extract<RunInput, { type: 'cancel' }>): AppError | null {
  if (work.state.endedAt !== null) {
    return new AppError('conflict', `The run has ended already: ${work.state.status}.`, {
      fix: 'Nothing is left to cancel.',
    });
  }
  const message = input.reason === '' ? null : input.reason;
  endRun(work, { status: 'cancelled', node: null, message, output: null, by: input.by });
  return null;
}
