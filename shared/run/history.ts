import type { Json, JsonObject } from '../json.ts';
import type { VisitRef } from './event.ts';
import type { RunState, Visit } from './state.ts';
import { findVisit, visitCount } from './visits.ts';

/**
 * The latest visit of each wanted node in a token's own history: the visits that led here, merged at joins, the one
 * that ended last wins. Never a parallel branch's. `wanted` null: every node.
 */
export function visitsOnPath(
  state: RunState,
  from: readonly VisitRef[],
  wanted: Iterable<string> | null,
): Map<string, Visit> {
  const found = new Map<string, Visit>();
  // What never ran anywhere cannot be on the path: no need to walk to the beginning for it.
  const missing = wanted && new Set([...wanted].filter((node) => visitCount(state, node) > 0));
  if (missing?.size === 0) return found;
  const ahead: Visit[] = [];
  add(state, ahead, from);
  for (let visit = takeLatest(ahead); visit !== undefined; visit = takeLatest(ahead)) {
    if (hasValue(visit) && !found.has(visit.node) && (missing === null || missing.has(visit.node))) {
      found.set(visit.node, visit);
      missing?.delete(visit.node);
      if (missing?.size === 0) break;
    }
    add(state, ahead, visit.from);
  }
  return found;
}

/** What `steps.<node>` says about an ended visit. After `error` it is `{ error: { code, message, status? } }`. */
export function valueOf(visit: Visit): Json {
  if (visit.status === 'succeeded') return visit.output;
  if (visit.status !== 'failed') return null;
  const { code, message, status } = visit.error;
  const error: JsonObject = { code, message };
  if (status !== undefined) error['status'] = status;
  return { error };
}

/** A visit that only left by `limit` did not run: the output before it stays. A skipped one gave nothing on purpose. */
function hasValue(visit: Visit): boolean {
  if (visit.status === 'succeeded') return visit.port !== 'limit';
  return visit.status === 'failed' || visit.status === 'skipped';
}

function add(state: RunState, ahead: Visit[], refs: readonly VisitRef[]): void {
  for (const ref of refs) {
    const visit = findVisit(state, ref.node, ref.visit);
    if (visit !== undefined && !ahead.some((one) => one.node === ref.node && one.visit === ref.visit))
      ahead.push(visit);
  }
}

/** Every visit ended before those it led to began, so going by the end never meets one twice. */
function takeLatest(ahead: Visit[]): Visit | undefined {
  let best = 0;
  for (let i = 1; i < ahead.length; i++) if (endOf(ahead[i]) > endOf(ahead[best])) best = i;
  return ahead.splice(best, 1)[0];
}

function endOf(visit: Visit | undefined): number {
  return visit?.endedSeq ?? -1;
}
