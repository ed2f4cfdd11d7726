import { attemptsToStart } from '../../shared/run/attempts.ts';
import { nextDue } from '../../shared/run/decide.ts';
import { openPolls } from '../../shared/run/polls.ts';
import type { Program } from '../../shared/run/program.ts';
import { realTime } from '../../shared/run/run-time.ts';
import type { RunState } from '../../shared/run/state.ts';
import { waitingForOf } from '../../shared/run/waiting-for.ts';
import type { RunChange } from '../store/runs.ts';

/** What the run's row says about it: computed from its state at every change, never kept by hand. */
export function standingOf(program: Program, state: RunState): Omit<RunChange, 'n'> {
  const ended = state.endedAt !== null;
  const waiting = waitingForOf(state);
  return {
    version: state.version,
    hash: state.hash,
    status: state.status,
    endedAt: state.endedAt,
    outcomeNode: state.outcome?.node ?? null,
    outcomeMessage: state.outcome?.message ?? null,
    outcomeCode: codeOf(state),
    dueAt: realDue(program, state),
    inFlight: !ended && attemptsToStart(program, state).length > 0,
    polled: openPolls(program, state).length > 0,
    waitingFor: waiting,
    unknown: waiting.some((item) => item.kind === 'unknown'),
    practice: state.visits.some((visit) => visit.practice),
  };
}

/** Of the failure that ended the run; an `end` that says “failed” has none. */
function codeOf({ status, outcome, visits }: RunState): string | null {
  if (status !== 'failed') return null;
  const failed = visits.findLast((visit) => visit.node === outcome?.node && visit.status === 'failed');
  return failed?.status === 'failed' ? failed.error.code : null;
}

/** The one timer goes by the real clock, also for a draft whose own is ahead. */
function realDue(program: Program, state: RunState): number | null {
  const due = nextDue(program, state);
  return due === null ? null : realTime(state, due);
}
