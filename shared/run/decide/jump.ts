import { AppError } from '../../errors.ts';
import type { RunInput } from '../input.ts';
import { nextDueOf } from '../next-due.ts';
import { onTick } from './due.ts';
import { emit, hasEnded } from './work.ts';
import type { Work } from './work.ts';

/** A date after this has no four-digit year: it could be reached, but hardly written down. */
const lastReachable = Date.UTC(9999, 0);

/**
 * Practice: the clock of a draft goes on to what is due next, and that happens at once, with the run's own time. One
 * jump goes to one moment: a reminder, then the escalation, then the deadline. Never in a run that counts.
 */
export function onJump(work: Work, { by }: Extract<RunInput, { type: 'jump' }>): AppError | null {
  const { info } = work.state;
  if (info.target !== 'draft') {
    return new AppError('forbidden', 'Only drafts can jump ahead; this run waits as long as it says.', {
      fix: 'Run the flow as a draft to see what happens later.',
    });
  }
  if (hasEnded(work)) {
    return new AppError('conflict', 'The run has ended, so nothing comes any more.', {
      fix: 'Run the draft again to try it once more.',
    });
  }
  const due = nextDueOf(work.state);
  if (due === null || due.at > lastReachable) {
    return new AppError('conflict', 'Nothing in this run waits for a time, so there is nothing to jump to.', {
      fix: 'Answer what it waits for, or give the step a time limit and run the draft again.',
    });
  }
  const { visit, to } = due;
  const ms = due.at - work.world.at;
  if (ms > 0) {
    work.world = { ...work.world, at: due.at };
    emit(work, { type: 'clock.jumped', node: visit.node, visit: visit.visit, data: { by, ms, to } });
  }
  onTick(work);
  return null;
}
