import type { RunState, Visit } from './state.ts';
import { openVisits } from './visits.ts';

/** What one step of a run stands still for. Times are epoch ms. */
export type WaitingFor = {
  kind: 'approval' | 'unknown' | 'callback' | 'event' | 'timer';
  node: string;
  visit: number;
  approval?: string;
  until?: number | null;
  since: number;
};

/** What a run stands still for, in order of entry: RUNTIME “Model”. */
export function waitingForOf(state: RunState): WaitingFor[] {
  if (state.endedAt !== null) return [];
  return openVisits(state)
    .map((visit) => waitingFor(state, visit))
    .filter((item) => item !== null);
}

function waitingFor(state: RunState, visit: Visit): WaitingFor | null {
  const place = { node: visit.node, visit: visit.visit, since: visit.startedAt };
  if (visit.status === 'unknown') return visit.detached ? null : { kind: 'unknown', ...place };
  if (visit.status !== 'waiting') return null;
  if (visit.kind !== 'approval') return { kind: visit.kind, ...place, until: visit.until };
  return {
    kind: 'approval',
    ...place,
    approval: visit.approval?.card.id ?? `${state.info.run}.${visit.node}.${visit.visit}`,
    until: visit.until,
  };
}
