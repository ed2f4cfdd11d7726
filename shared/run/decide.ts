import { AppError } from '../errors.ts';
import { onPerson } from './decide/approvals.ts';
import { drain } from './decide/drain.ts';
import { onTick } from './decide/due.ts';
import { onResult } from './decide/effects.ts';
import { onJump } from './decide/jump.ts';
import { onRecover } from './decide/recover.ts';
import { onEdit, onSkip } from './decide/override.ts';
import { onAnswer, onCancel } from './decide/repair.ts';
import { onRetry } from './decide/retry.ts';
import { onCallback } from './decide/waits.ts';
import { createFirstWork, createWork, emit, leave } from './decide/work.ts';
import type { Work } from './decide/work.ts';
import type { RunInfo } from './event.ts';
import type { Decision, RunInput, World } from './input.ts';
import { nextDueOf } from './next-due.ts';
import type { Program } from './program.ts';
import type { RunState } from './state.ts';

/**
 * What follows from an input: the events to append, or a refusal that changes nothing. Pure: the same run, input and
 * world give the same events; the state is not touched. Events carry no number and no time, the engine gives both.
 */
export function decide(program: Program, state: RunState | null, input: RunInput, world: World): Decision {
  if (input.type === 'start')
    return state === null ? start(program, input.info, world) : refuse(startedAlready());
  if (state === null) return refuse(new AppError('not_found', 'There is no such run.'));
  const work = createWork(program, state, world);
  const refused = handle(work, input);
  if (refused !== null) return refuse(refused);
  if (work.events.length > 0) drain(work);
  return { events: work.events, refused: null };
}

/** Epoch ms by the run's own clock at which a `tick` would do something; null while only others can move it on. */
export function nextDue(_program: Program, state: RunState): number | null {
  return nextDueOf(state)?.at ?? null;
}

function handle(work: Work, input: Exclude<RunInput, { type: 'start' }>): AppError | null {
  switch (input.type) {
    case 'result':
      onResult(work, input);
      return null;
    case 'tick':
      if (work.state.endedAt === null) onTick(work);
      return null;
    case 'jump':
      return onJump(work, input);
    case 'callback':
      return onCallback(work, input);
    case 'decision':
    case 'hold':
    case 'undo':
    case 'claim':
    case 'reassign':
    case 'defer':
    case 'comment':
      return onPerson(work, input);
    case 'cancel':
      return onCancel(work, input);
    case 'recover':
      if (work.state.endedAt === null) onRecover(work, input);
      return null;
    case 'answer':
      return onAnswer(work, input);
    case 'retry':
      return onRetry(work, input);
    case 'edit':
      return onEdit(work, input);
    case 'skip':
      return onSkip(work, input);
  }
}

function start(program: Program, info: RunInfo, world: World): Decision {
  const trigger = program.find(info.trigger.node);
  if (trigger === undefined || trigger.kind.execution !== 'trigger') {
    return refuse(
      new AppError('malformed', `This flow has no trigger called “${info.trigger.node}”.`, {
        fix: 'Name one of its triggers, or leave the name out.',
      }),
    );
  }
  const work = createFirstWork(program, info, world);
  const data = { from: [], port: 'done', output: info.payload };
  emit(work, { type: 'step.succeeded', node: trigger.name, visit: 1, data });
  leave(work, trigger, 1, 'done');
  drain(work);
  return { events: work.events, refused: null };
}

const refuse = (refused: AppError): Decision => ({ events: [], refused });

function startedAlready(): AppError {
  return new AppError('conflict', 'This run has started already.', { fix: 'Start another run.' });
}
