import type { StepError } from '../errors.ts';
import type { Json } from '../json.ts';
import { evolveApproval, openApproval } from './evolve-approval.ts';
import type { RunEvent, RunStatus, VisitRef } from './event.ts';
import type { RunState, Visit, VisitFacts, VisitStatus } from './state.ts';
import { findVisit, placeOf, theVisit } from './visits.ts';

/**
 * What a run is after one more event. For speed the given state itself is changed and handed back (its visits are
 * replaced, never changed), so whoever needs the state before keeps a `copyState` of it. Throws only on a history that
 * decide cannot have written.
 */
export function evolve(state: RunState | null, event: RunEvent): RunState {
  if (event.type === 'run.started') return begin(event);
  if (state === null) throw new Error('A history begins with run.started.');
  apply(state, event);
  state.seq = event.seq;
  if (state.endedAt === null) state.status = liveStatus(state);
  return state;
}

function begin(event: Extract<RunEvent, { type: 'run.started' }>): RunState {
  return {
    info: event.data,
    status: 'running',
    startedAt: event.at,
    endedAt: null,
    outcome: null,
    visits: [],
    parked: [],
    hash: event.data.hash,
    version: event.data.version,
    seq: event.seq,
    open: [],
    clockAheadMs: 0,
    liveSince: event.seq,
  };
}

function apply(state: RunState, event: RunEvent): void {
  switch (event.type) {
    case 'run.started':
      return;
    case 'step.started': {
      const { attempt, input, key } = event.data;
      const visit = visitOf(state, event, event.data);
      const attempts = [...visit.attempts, { attempt, startedAt: event.at, endedAt: null, error: null }];
      const practice = visit.practice || event.data.practice === true;
      return put(state, visit, { status: 'running', attempt, key }, { input, attempts, practice });
    }
    case 'step.retrying': {
      const { error, retryAt } = event.data;
      return endAttempt(state, event, error, { status: 'scheduled', retryAt, error });
    }
    case 'step.interrupted': {
      const error = { code: 'interrupted', message: 'Countersign stopped during this attempt.' };
      // Due at once: should the next attempt not follow in the same decision, time itself brings it.
      return endAttempt(state, event, error, { status: 'scheduled', retryAt: event.at, error });
    }
    case 'step.unknown': {
      const { attempt, reason } = event.data;
      const status: VisitStatus = { status: 'unknown', attempt, reason };
      return endAttempt(state, event, { code: 'unknown', message: reason }, status);
    }
    case 'step.succeeded':
      return succeed(state, event);
    case 'step.failed': {
      const { error, port, input } = event.data;
      const visit = visitOf(state, event, event.data);
      const attempts = endedAttempts(visit, event.at, error);
      return end(state, event, visit, { status: 'failed', error, port }, given({ attempts }, input));
    }
    case 'step.waiting': {
      const { kind, until, input } = event.data;
      const visit = visitOf(state, event, event.data);
      return put(state, visit, { status: 'waiting', kind, until }, given({}, input));
    }
    case 'step.cancelled': {
      const { reason, withRun } = event.data;
      const visit = visitOf(state, event, event.data);
      const approval = visit.approval && { ...visit.approval, status: 'cancelled' as const, held: null };
      const attempts = endedAttempts(visit, event.at, { code: 'cancelled', message: reason });
      const status: VisitStatus = { status: 'cancelled', reason, withRun: withRun === true };
      return end(state, event, visit, status, { approval, attempts });
    }
    case 'step.detached': {
      const visit = visitOf(state, event);
      return put(state, visit, statusOf(visit), { detached: true });
    }
    case 'step.skipped':
      return skip(state, event);
    case 'token.parked':
      state.parked.push({ join: event.node ?? '', from: event.data.from, at: event.at });
      return;
    case 'token.absorbed':
      unpark(state, event.node ?? '', [event.data.from]);
      return;
    case 'clock.jumped':
      state.clockAheadMs += event.data.ms;
      return;
    case 'run.repaired':
      if (event.data.action !== 'answer') setGoing(state, event);
      return;
    case 'run.ended':
      state.status = event.data.status;
      state.endedAt = event.at;
      state.outcome = { node: event.data.node, message: event.data.message, output: event.data.output };
      state.open = [];
      return;
    case 'approval.requested': {
      const { card, cardHash } = event.data;
      const visit = visitOf(state, event, event.data);
      const status: VisitStatus = { status: 'waiting', kind: 'approval', until: card.deadline };
      return put(state, visit, status, { approval: openApproval(card, cardHash) });
    }
    default: {
      const visit = visitOf(state, event);
      const { approval, outcome } = evolveApproval(visit, event);
      if (outcome === null) put(state, visit, statusOf(visit), { approval });
      else end(state, event, visit, { status: 'succeeded', ...outcome }, { approval });
    }
  }
}

function succeed(state: RunState, event: Extract<RunEvent, { type: 'step.succeeded' }>): void {
  const { port, output, input, because, override, absorbs } = event.data;
  const visit = visitOf(state, event, event.data);
  const facts: Partial<VisitFacts> = { attempts: endedAttempts(visit, event.at, null) };
  if (because !== undefined) facts.because = because;
  if (override !== undefined) facts.override = override;
  if (event.data.practice === true) facts.practice = true;
  end(state, event, visit, { status: 'succeeded', port, output }, given(facts, input));
  if (absorbs === undefined) return;
  const mark = { node: visit.node, visit: visit.visit };
  for (const ref of absorbs) {
    const left = theVisit(state, ref);
    put(state, left, statusOf(left), { absorbedBy: [...left.absorbedBy, mark] });
  }
}

function skip(state: RunState, event: Extract<RunEvent, { type: 'step.skipped' }>): void {
  const { by, port } = event.data;
  end(state, event, visitOf(state, event, event.data), { status: 'skipped', port }, { override: by });
}

type VisitEvent = { node: string | null; visit: number | null; at: number; seq: number };

/** The visit an event is about. Its first event says where its tokens came from and makes it. */
function visitOf(
  state: RunState,
  event: VisitEvent,
  entry: { from?: VisitRef[]; again?: number } = {},
): Visit {
  const node = event.node ?? '';
  const number = event.visit ?? 0;
  const { from, again } = entry;
  if (from === undefined) return theVisit(state, { node, visit: number });
  const visit: Visit = {
    node,
    visit: number,
    from,
    startedAt: event.at,
    endedAt: null,
    endedSeq: null,
    input: null,
    attempts: [],
    practice: false,
    override: null,
    because: null,
    absorbedBy:
      again === undefined ? inheritedMarks(state, from) : theVisit(state, { node, visit: again }).absorbedBy,
    detached: false,
    approval: null,
    status: 'waiting',
    kind: 'event',
    until: null,
  };
  state.open.push(state.visits.length);
  state.visits.push(visit);
  if (state.parked.length > 0) unpark(state, node, from);
  return visit;
}

/** A merged token is absorbed only where every part of it would have been: a later generation is never lost. */
function inheritedMarks(state: RunState, from: VisitRef[]): VisitRef[] {
  const [first, ...others] = from;
  if (first === undefined) return [];
  const marks = findVisit(state, first.node, first.visit)?.absorbedBy ?? [];
  if (marks.length === 0 || others.length === 0) return marks;
  return marks.filter((mark) =>
    others.every((ref) =>
      theVisit(state, ref).absorbedBy.some((one) => one.node === mark.node && one.visit === mark.visit),
    ),
  );
}

function unpark(state: RunState, join: string, from: VisitRef[]): void {
  state.parked = state.parked.filter(
    (token) =>
      token.join !== join ||
      !from.some((ref) => ref.visit === token.from.visit && ref.node === token.from.node),
  );
}

function put(state: RunState, visit: Visit, status: VisitStatus, facts: Partial<VisitFacts>): void {
  state.visits[placeOf(state, visit.node, visit.visit)] = renewed(visit, status, facts);
}

function end(
  state: RunState,
  event: VisitEvent,
  visit: Visit,
  status: VisitStatus,
  facts: Partial<VisitFacts>,
): void {
  const place = placeOf(state, visit.node, visit.visit);
  state.visits[place] = renewed(visit, status, { ...facts, endedAt: event.at, endedSeq: event.seq });
  const at = state.open.lastIndexOf(place);
  if (at !== -1) state.open.splice(at, 1);
}

function endAttempt(state: RunState, event: VisitEvent, error: StepError, status: VisitStatus): void {
  const visit = visitOf(state, event);
  put(state, visit, status, { attempts: endedAttempts(visit, event.at, error) });
}

function endedAttempts(visit: Visit, at: number, error: StepError | null): VisitFacts['attempts'] {
  const last = visit.attempts.at(-1);
  if (last === undefined || last.endedAt !== null) return visit.attempts;
  return [...visit.attempts.slice(0, -1), { ...last, endedAt: at, error }];
}

function given(facts: Partial<VisitFacts>, input: Json | undefined): Partial<VisitFacts> {
  if (input !== undefined) facts.input = input;
  return facts;
}

/** Spelled out so that nothing of the status before stays behind. */
function renewed(visit: Visit, status: VisitStatus, facts: Partial<VisitFacts>): Visit {
  return {
    node: visit.node,
    visit: visit.visit,
    from: visit.from,
    startedAt: visit.startedAt,
    endedAt: visit.endedAt,
    endedSeq: visit.endedSeq,
    input: visit.input,
    attempts: visit.attempts,
    practice: visit.practice,
    override: visit.override,
    because: visit.because,
    absorbedBy: visit.absorbedBy,
    detached: visit.detached,
    approval: visit.approval,
    ...status,
    ...facts,
  };
}

function statusOf(visit: Visit): VisitStatus {
  return visit;
}

function setGoing(state: RunState, event: Extract<RunEvent, { type: 'run.repaired' }>): void {
  state.endedAt = null;
  state.outcome = null;
  state.hash = event.data.hash ?? state.hash;
  state.version = event.data.version === undefined ? state.version : event.data.version;
  state.liveSince = event.seq;
  state.open = [...state.visits.keys()].filter((place) => {
    const visit = state.visits[place];
    return visit?.status === 'unknown' && !visit.detached && visit.endedAt === null;
  });
}

/** Waiting: nothing of ours is under way or planned, only others can set the run going again. */
function liveStatus(state: RunState): RunStatus {
  let isWaiting = false;
  for (const place of state.open) {
    const visit = state.visits[place];
    if (visit === undefined) continue;
    if (visit.status === 'running' || visit.status === 'scheduled') return 'running';
    if (!visit.detached) isWaiting = true;
  }
  return isWaiting ? 'waiting' : 'running';
}
