import { approvalView } from '../../shared/approval/view.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import type { Json } from '../../shared/json.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { ApprovalState, RunState, Visit } from '../../shared/run/state.ts';
import { findVisit, openVisits } from '../../shared/run/visits.ts';
import type { ApprovalRow } from '../store/approvals.ts';

export type ApprovalVisit = Visit & { approval: ApprovalState };

/** The visits whose card these events made or changed. */
export function changedApprovals(state: RunState, events: readonly RunEvent[]): ApprovalVisit[] {
  const changed = new Map<string, ApprovalVisit>();
  const add = (visit: Visit | undefined): void => {
    if (visit?.approval != null) changed.set(visit.approval.card.id, visit as ApprovalVisit);
  };
  // Every card of the run tells its times by the run's clock.
  if (events.some(({ type }) => type === 'clock.jumped')) openVisits(state).forEach(add);
  for (const { type, node, visit } of events) {
    if (node === null || visit === null) continue;
    if (!type.startsWith('approval.') && type !== 'step.cancelled') continue;
    add(findVisit(state, node, visit));
  }
  return [...changed.values()];
}

export function approvalRowOf(state: RunState, visit: ApprovalVisit, workspace: Workspace): ApprovalRow {
  const { approval } = visit;
  const { card } = approval;
  return {
    id: card.id,
    run: card.run,
    flow: card.flow,
    node: card.node,
    visit: card.visit,
    status: approval.status,
    title: card.title,
    tier: card.tier,
    draft: card.draft,
    createdAt: card.createdAt,
    deadline: card.deadline,
    decidedAt: approval.decided?.at ?? visit.endedAt,
    deferredUntil: approval.deferredUntil,
    way: approval.decided?.by === 'timer' ? 'timeout' : (approval.decided?.decision ?? null),
    hash: state.hash,
    state: approval,
    view: approvalView(state, visit, workspace) as unknown as Json, // plain data by its schema
  };
}
