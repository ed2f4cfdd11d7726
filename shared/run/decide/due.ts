import { nextApprovalDue } from '../../approval/due.ts';
import type { DueAction } from '../../approval/due.ts';
import type { DueKind } from '../event.ts';
import type { RunState, Visit } from '../state.ts';
import { openVisits } from '../visits.ts';
import { escalateUnreachable, onApprovalDue } from './approvals.ts';
import { drain } from './drain.ts';
import { startNextAttempt } from './effects.ts';
import { onWaitDue } from './waits.ts';
import { hasEnded } from './work.ts';
import type { Work } from './work.ts';

/** What time does to a visit, and when: epoch ms by the run's own clock. */
export type Due = { visit: Visit; at: number; to: DueKind };

const ofCard: Record<DueAction['type'], DueKind> = {
  remind: 'reminder',
  escalate: 'escalation',
  timeout: 'deadline',
};

/** What a `tick` would do next to this visit. */
function dueOf(visit: Visit): Due | null {
  if (visit.status === 'scheduled') return { visit, at: visit.retryAt, to: 'retry' };
  if (visit.status !== 'waiting') return null;
  if (visit.approval === null) {
    const to = visit.kind === 'timer' ? 'wake' : 'deadline';
    return visit.until === null ? null : { visit, at: visit.until, to };
  }
  const planned = nextApprovalDue(visit.approval);
  return planned === null ? null : { visit, at: planned.at, to: ofCard[planned.action.type] };
}

/** What is due first, in order of entry among equals. */
function firstDue(state: RunState): Due | null {
  let first: Due | null = null;
  for (const visit of openVisits(state)) {
    const due = dueOf(visit);
    if (due !== null && (first === null || due.at < first.at)) first = due;
  }
  return first;
}

export function nextDueOf(state: RunState): Due | null {
  return state.endedAt === null ? firstDue(state) : null;
}

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
