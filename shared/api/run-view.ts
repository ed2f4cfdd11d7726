import { isoTime } from '../approval/words.ts';
import type { StepError } from '../errors.ts';
import type { Json } from '../json.ts';
import { nextDueOf } from '../run/next-due.ts';
import type { RunState, Visit } from '../run/state.ts';
import { waitingForOf, type WaitingFor } from '../run/waiting-for.ts';
import type { OutputOf } from './contract.ts';

type Run = OutputOf<'runs.get'>;
type Step = Run['steps'][number];
/** The kind of a step in the definition in force; undefined where it has no such step. */
type KindOf = (node: string) => string | undefined;

/** A run as the API shows it: API.md “Statuses”. The host makes it of a run's state, a window of any moment of it. */
export function runView(state: RunState, kindOf: KindOf): Run {
  const { info } = state;
  return {
    id: info.run,
    flow: info.flow,
    version: state.version,
    firstVersion: info.version,
    target: info.target,
    hash: state.hash,
    status: state.status,
    startedAt: isoTime(state.startedAt),
    endedAt: timeOrNull(state.endedAt),
    startedBy: info.startedBy,
    requester: info.requester,
    trigger: { ...info.trigger, payload: info.payload },
    outcome: outcomeOf(state.outcome),
    output: state.outcome?.output ?? null,
    steps: state.visits.map((visit) => stepView(visit, kindOf)),
    waitingFor: waitingForOf(state).map(waitView),
    due: dueView(state),
    clockAheadMs: state.clockAheadMs,
  };
}

function dueView(state: RunState): Run['due'] {
  const due = nextDueOf(state);
  return due && { node: due.visit.node, visit: due.visit.visit, to: due.to, at: isoTime(due.at) };
}

export function outcomeOf(outcome: { node: string | null; message: string | null } | null): Run['outcome'] {
  if (outcome === null || (outcome.node === null && outcome.message === null)) return null;
  return { node: outcome.node, message: outcome.message };
}

function stepView(visit: Visit, kindOf: KindOf): Step {
  return {
    node: visit.node,
    visit: visit.visit,
    kind: kindOf(visit.node) ?? 'unknown',
    status: visit.status,
    attempts: visit.attempts.length,
    tries: visit.attempts.map(({ attempt, startedAt, endedAt, error }) => ({
      attempt,
      startedAt: isoTime(startedAt),
      endedAt: timeOrNull(endedAt),
      error,
    })),
    startedAt: isoTime(visit.startedAt),
    endedAt: timeOrNull(visit.endedAt),
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
    case 'skipped':
      return { ...nothing, port: visit.port };
    case 'scheduled':
      return { ...nothing, error: visit.error, retryAt: isoTime(visit.retryAt) };
    case 'cancelled':
    case 'unknown':
      return { ...nothing, reason: visit.reason };
    default:
      return nothing;
  }
}

export function waitView({
  kind,
  node,
  visit,
  approval,
  until,
  since,
}: WaitingFor): Run['waitingFor'][number] {
  return {
    kind,
    node,
    visit,
    ...(approval === undefined ? {} : { approval }),
    ...(until === undefined ? {} : { until: timeOrNull(until) }),
    since: isoTime(since),
  };
}

const timeOrNull = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));
