import { firstDue } from '../next-due.ts';
import type { Visit } from '../state.ts';
import { openVisits } from '../visits.ts';
import { escalateUnreachable, onApprovalDue } from './approvals.ts';
import { drain } from './drain.ts';
import { startNextAttempt } from './effects.ts';
import { onWaitDue } from './waits.ts';
import { hasEnded } from './work.ts';
import type { Work } from './work.ts';

/**
 * Time is a request like any other: everything that is due by now happens in the order it came due, each on the run as
 * the one before left it. Nothing is early; what came due while nobody was there is caught up.
 */
export function onTick(work: Work): void {
  for (const { node, visit, approval } of openVisits(work.state))
    if (approval !== null) escalateUnreachable(work, { node, visit });
  for (;;) {
    drain(work);
    const first = hasEnded(work) ? null : firstDue(work.state);
    if (first === null || first.at > work.world.at) return;
    happen(work, first.visit);
  }
}

function happen(work: Work, visit: Visit): void {
  if (visit.status === 'scheduled') return startNextAttempt(work, visit);
  if (visit.status !== 'waiting') return;
  if (visit.approval === null) onWaitDue(work, visit);
  else onApprovalDue(work, { node: visit.node, visit: visit.visit });
}
