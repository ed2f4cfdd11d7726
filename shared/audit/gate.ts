import { agrees } from '../approval/voices.ts';
import type { ApprovalState, RunState, Visit } from '../run/state.ts';
import { findVisit } from '../run/visits.ts';

/**
 * The approval that let a visit go ahead: the nearest one on the way that led here; null where nobody was asked. Of
 * several that meet at a join, the one decided last.
 */
export function gateOf(state: RunState, visit: Visit): ApprovalState | null {
  // Most runs ask nobody: spare them the walk to their beginning.
  if (!state.visits.some((one) => one.approval !== null)) return null;
  const seen = new Set<Visit>();
  const found: ApprovalState[] = [];
  const ahead = [...visit.from];
  for (let ref = ahead.pop(); ref !== undefined; ref = ahead.pop()) {
    const source = findVisit(state, ref.node, ref.visit);
    if (source === undefined || seen.has(source)) continue;
    seen.add(source);
    const { approval } = source;
    if (approval === null) ahead.push(...source.from);
    else if (approval.decided !== null && agrees(approval.decided.decision)) found.push(approval);
  }
  return found.sort((left, right) => (left.decided?.at ?? 0) - (right.decided?.at ?? 0)).at(-1) ?? null;
}
