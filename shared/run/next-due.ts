import { nextApprovalDue } from '../approval/due.ts';
import type { DueAction } from '../approval/due.ts';
import type { DueKind } from './event.ts';
import type { RunState, Visit } from './state.ts';
import { openVisits } from './visits.ts';

/** What time does to a visit, and when: epoch ms by the run's own clock. */
export type Due = { visit: Visit; at: number; to: DueKind };

const ofCard: Record<DueAction['type'], DueKind> = {
  remind: 'reminder',
  escalate: 'escalation',
  timeout: 'deadline',
  hold: 'hold',
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
export function firstDue(state: RunState): Due | null {
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
