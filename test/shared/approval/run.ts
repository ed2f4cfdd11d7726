import type { RunInfo, VisitRef } from '../../../shared/run/event.ts';
import type { ApprovalState, RunState, Visit } from '../../../shared/run/state.ts';
import { noon } from './make.ts';

export type Step = {
  node: string;
  visit?: number;
  from?: VisitRef[];
  approval?: ApprovalState;
  attempted?: true;
};

/** A run that stands at these visits; what the run itself adds to a visit is left plain. */
export function stateOf(info: RunInfo, steps: Step[]): RunState {
  return {
    info,
    status: 'waiting',
    startedAt: noon,
    endedAt: null,
    outcome: null,
    visits: steps.map(visitOf),
    parked: [],
    hash: info.hash,
    version: info.version,
    seq: 1,
    open: [],
    clockAheadMs: 0,
    liveSince: 1,
  };
}

function visitOf({ node, visit = 1, from = [], approval, attempted }: Step): Visit {
  return {
    node,
    visit,
    from,
    startedAt: noon,
    endedAt: null,
    endedSeq: null,
    input: { sent: node },
    attempts: attempted === true ? [{ attempt: 1, startedAt: noon, endedAt: null, error: null }] : [],
    practice: false,
    override: null,
    because: null,
    absorbedBy: [],
    detached: false,
    approval: approval ?? null,
    status: 'waiting',
    kind: 'approval',
    until: null,
  };
}
