import { nextApprovalDue } from '../../approval/due.ts';
import type { RunState, Visit } from '../state.ts';
import { openVisits } from '../visits.ts';
import { escalateUnreachable, onApprovalDue } from './approvals.ts';
import { drain } from './drain.ts';
import { startNextAttempt } from './effects.ts';
import { onWaitDue } from './waits.ts';
import { hasEnded } from './work.ts';
import type { Work } from './work.ts';

/** Epoch ms at which a `tick` would do something to this visit. */
function dueAt(visit: Visit): number | null {
  if (visit.status === 'scheduled') return visit.retryAt;
  if (visit.status !== 'waiting') return null;
  return visit.approval === null ? visit.until : nextApprovalDue(visit.approval);
}

/** The visit that is due first, in order of entry among equals. */
function firstDue(state: RunState): { visit: Visit; at: number } | null {
  let first: { visit: Visit; at: number } | null = null;
  for (const visit of openVisits(state)) {
    const at = dueAt(visit);
    if (at !== null && (first === null || at < first.at)) first = { visit, at };
  }
  return first;
}

export function nextDueOf(state: RunState): number | null {
  return state.endedAt === null ? (firstDue(state)?.at ?? null) : null;
}

/**
 * Time is a request like any other: everything that is due by now happens in the order it came due, each on the run as
 * the one before left it. Nothing is early; what came due while nobody was there is caught up.
 */
export function onTick(work: Work): void {
  for (const visit of openVisits(work.state)) if (visit.approval !== null) escalateUnreachable(work, visit);
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
  else onApprovalDue(work, visit);
}
