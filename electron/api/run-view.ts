import type { OutputOf } from '../../shared/api/contract.ts';
import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { nextDueOf } from '../../shared/run/decide/due.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunState, Visit } from '../../shared/run/state.ts';
import { waitingForOf } from '../runtime/standing.ts';
import type { RunRow, WaitingFor } from '../store/runs.ts';
import { iso, isoOrNull } from './page-of.ts';

type Run = OutputOf<'runs.get'>;
type Step = Run['steps'][number];

/** A run as the API shows it: API.md “Statuses”. */
export function runView(state: RunState, program: Program): Run {
  const { info } = state;
  return {
    id: info.run,
    flow: info.flow,
    version: state.version,
    target: info.target,
    hash: state.hash,
    status: state.status,
    startedAt: iso(state.startedAt),
    endedAt: isoOrNull(state.endedAt),
    startedBy: info.startedBy,
    requester: info.requester,
    trigger: { ...info.trigger, payload: info.payload },
    outcome: outcomeOf(state.outcome),
    output: state.outcome?.output ?? null,
    steps: state.visits.map((visit) => stepView(visit, program)),
    waitingFor: waitingForOf(state).map(waitView),
    due: dueView(state),
    clockAheadMs: state.clockAheadMs,
  };
}

function dueView(state: RunState): Run['due'] {
  const due = nextDueOf(state);
  return due && { node: due.visit.node, visit: due.visit.visit, to: due.to, at: iso(due.at) };
}

/** A line of the list: from the run's row alone, so that 100,000 of them cost nothing. */
export function runItem(row: RunRow): OutputOf<'runs.list'>['items'][number] {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    target: row.target,
    hash: row.hash,
    status: row.status,
    startedAt: iso(row.startedAt),
    endedAt: isoOrNull(row.endedAt),
    startedBy: row.startedBy,
    trigger: { node: row.triggerNode, kind: row.triggerKind },
    outcome: row.endedAt === null ? null : outcomeOf({ node: row.outcomeNode, message: row.outcomeMessage }),
    waitingFor: row.waitingFor.map(waitView),
    practice: row.practice,
  };
}

function outcomeOf(outcome: { node: string | null; message: string | null } | null): Run['outcome'] {
  if (outcome === null || (outcome.node === null && outcome.message === null)) return null;
  return { node: outcome.node, message: outcome.message };
}

function stepView(visit: Visit, program: Program): Step {
  return {
    node: visit.node,
    visit: visit.visit,
    kind: program.find(visit.node)?.definition.kind ?? 'unknown',
    status: visit.status,
    attempts: visit.attempts.length,
    tries: visit.attempts.map(({ attempt, startedAt, endedAt, error }) => ({
      attempt,
      startedAt: iso(startedAt),
      endedAt: isoOrNull(endedAt),
      error,
    })),
    startedAt: iso(visit.startedAt),
    endedAt: isoOrNull(visit.endedAt),
    input: visit.input,
    practice: visit.practice,
    because: visit.because,
    override: visit.override,
    from: visit.from,
    ...byStatus(visit),
  };
}

function byStatus(visit: Visit): Pick<Step, 'port' | 'output' | 'error' | 'retryAt' | 'reason'> {
  const nothing: {
    port: string | null;
    output: Json;
    error: StepError | null;
    retryAt: string | null;
    reason: string | null;
  } = {
    port: null,
    output: null,
    error: null,
    retryAt: null,
    reason: null,
  };
  switch (visit.status) {
    case 'succeeded':
      // An end has no way out.
      return { ...nothing, port: visit.port === '' ? null : visit.port, output: visit.output };
    case 'failed':
      return { ...nothing, port: visit.port, error: visit.error };
    case 'scheduled':
      return { ...nothing, error: visit.error, retryAt: iso(visit.retryAt) };
    case 'cancelled':
    case 'unknown':
      return { ...nothing, reason: visit.reason };
    default:
      return nothing;
  }
}

function waitView({ kind, node, visit, approval, until, since }: WaitingFor): Run['waitingFor'][number] {
  return {
    kind,
    node,
    visit,
    ...(approval === undefined ? {} : { approval }),
    ...(until === undefined ? {} : { until: isoOrNull(until) }),
    since: iso(since),
  };
}
