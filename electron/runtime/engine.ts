import { messagesOf } from '../../shared/approval/messages.ts';
import { AppError } from '../../shared/errors.ts';
import type { Identified } from '../../shared/audit/entry.ts';
import { auditOf } from '../../shared/audit/run-audit.ts';
import type { Json } from '../../shared/json.ts';
import { decide } from '../../shared/run/decide.ts';
import type { NewEvent, RunEvent, RunInfo } from '../../shared/run/event.ts';
import { evolve } from '../../shared/run/evolve.ts';
import type { RunInput, World } from '../../shared/run/input.ts';
import type { Program } from '../../shared/run/program.ts';
import { replay } from '../../shared/run/replay.ts';
import type { RunState } from '../../shared/run/state.ts';
import type { Audit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import { eventsBody } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { approvalRowOf, changedApprovals } from './approval-rows.ts';
import type { Clock } from './clock.ts';
import { createLru } from './lru.ts';
import type { Source, Sources } from './sources.ts';
import { standingOf } from './standing.ts';

/** A run in memory: enough to go on without reading anything. Only runs that changed lately are held. */
export type Live = { n: number; flow: string; etag: string; overlap: string | null; state: RunState };

/** One transition that is about to be committed, and what has to happen once it is. */
export type Applied = {
  live: Live;
  program: Program;
  /** Id of the events' row. */
  row: number;
  events: readonly RunEvent[];
  approvals: string[];
  dueAt: number | null;
  polled: boolean;
  messages: boolean;
};

export type Engine = ReturnType<typeof createEngine>;

export type EngineParts = {
  store: Store;
  sources: Sources;
  resources: Pick<Resources, 'read'>;
  audit: Audit;
  clock: Clock;
  /** True where a draft's step has no connection of its own and answers from its sample. */
  isPractice: (program: Program, info: RunInfo, node: string) => boolean;
  /** After the COMMIT, in order. */
  committed: (applied: Applied) => void;
};

/**
 * The heart: an input is decided, its events, projections, messages and journal entries are written in one transaction,
 * and only after the COMMIT anything else learns of it.
 */
export function createEngine(parts: EngineParts) {
  const { store, sources, clock } = parts;
  const lives = createLru<Live>(500);
  let batch: Applied[] | null = null;
  let touched: string[] = [];

  function load(run: string): Live {
    const known = lives.get(run);
    if (known !== undefined) return known;
    const row = store.runs.get(run);
    if (row === null)
      throw new AppError('not_found', `There is no run “${run}”.`, {
        fix: 'See the list of runs for those there are.',
      });
    const events = store.events.of(run);
    const state = events.length === 0 ? queuedState(run) : replay(events);
    const live = { n: row.n, flow: row.flow, etag: row.etag, overlap: row.overlap, state };
    if (state.endedAt === null && events.length > 0) lives.set(run, live);
    return live;
  }

  /** A start that waits for the run before it: accepted and durable, but nothing of it has happened. */
  function queuedState(run: string): RunState {
    const queued = store.queue.get(run);
    const row = store.runs.get(run);
    if (queued === null || row === null)
      throw new Error(`The run ${run} has no events and is not in the queue.`);
    return {
      info: queued.info,
      status: 'waiting',
      startedAt: row.startedAt,
      endedAt: null,
      outcome: null,
      visits: [],
      parked: [],
      hash: queued.info.hash,
      version: queued.info.version,
      seq: 0,
      open: [],
      liveSince: 0,
    };
  }

  function worldOf(
    program: Program,
    info: RunInfo,
    at: number,
    consumed: { node: string; visit: number }[],
  ): World {
    return {
      at,
      workspace: store.workspace.get(),
      read: parts.resources.read,
      earlyCallback: (node, visit) => {
        const body = store.callbacks.peek(info.run, node, visit);
        if (body !== undefined) consumed.push({ node, visit });
        return body;
      },
      practice: (node) => parts.isPractice(program, info, node),
    };
  }

  /** Inside a write: one input of a run that has begun. Throws the refusal. */
  function apply(run: string, input: RunInput, how: Identified | null): Live {
    const live = load(run);
    if (live.state.seq === 0) return applyToQueued(live, input);
    touched.push(run);
    const program = sources.programOf(input.type === 'retry' ? input.hash : live.state.hash);
    const at = clock.now();
    const consumed: { node: string; visit: number }[] = [];
    const wasLive = live.state.endedAt === null;
    const decision = decide(program, live.state, input, worldOf(program, live.state.info, at, consumed));
    if (decision.refused !== null) throw decision.refused;
    if (decision.events.length === 0) return live;
    record(live, program, decision.events, at, how, null);
    for (const early of consumed) store.callbacks.remove(run, early.node, early.visit);
    if (live.state.endedAt === null) lives.set(run, live);
    else if (wasLive) ended(live);
    return live;
  }

  /** Inside a write: a new run, or one from the queue (`n`). */
  function begin(source: Source, info: RunInfo, overlap: string | null, n: number | null): Live {
    touched.push(info.run);
    const { program } = source;
    const at = clock.now();
    const decision = decide(program, null, { type: 'start', info }, worldOf(program, info, at, []));
    if (decision.refused !== null) throw decision.refused;
    const live = recordFirst(source, info, overlap, decision.events, at, n);
    if (live.state.endedAt === null) lives.set(info.run, live);
    else ended(live);
    return live;
  }

  /** Inside a write: a start that is not to happen, kept so that it can be seen. */
  function beginEnded(
    source: Source,
    info: RunInfo,
    overlap: string | null,
    message: string,
    n: number | null,
  ): Live {
    const events: NewEvent[] = [
      { type: 'run.started', node: null, visit: null, data: info },
      {
        type: 'run.ended',
        node: null,
        visit: null,
        data: { status: 'cancelled', node: null, message, output: null },
      },
    ];
    return recordFirst(source, info, overlap, events, clock.now(), n);
  }

  /** Inside a write: accepted, and begun when the run before it has ended. */
  function enqueue(source: Source, info: RunInfo, overlap: string): void {
    source.keep();
    const n = store.runs.insert({
      ...headOf(info, source.etag, clock.now(), overlap),
      version: info.version,
      hash: info.hash,
      status: 'waiting',
      endedAt: null,
      outcomeNode: null,
      outcomeMessage: null,
      dueAt: null,
      inFlight: false,
      polled: false,
      waitingFor: [],
      unknown: false,
      practice: false,
    });
    store.queue.put(n, overlap, info);
  }

  function recordFirst(
    source: Source,
    info: RunInfo,
    overlap: string | null,
    events: NewEvent[],
    at: number,
    n: number | null,
  ): Live {
    source.keep();
    // Filled in by `record`, which knows the row's place before anything reads it.
    const live: Live = { n: n ?? 0, flow: info.flow, etag: source.etag, overlap, state: emptyState };
    record(live, source.program, events, at, null, n === null ? info : null);
    return live;
  }

  /** Writes one transition: a new run takes two inserts, everything else one insert and one update. */
  function record(
    live: Live,
    program: Program,
    events: readonly NewEvent[],
    at: number,
    how: Identified | null,
    fresh: RunInfo | null,
  ): void {
    if (batch === null) throw new Error('A transition was made outside of a write.');
    let state: RunState | null = live.state === emptyState ? null : live.state;
    const first = (state?.seq ?? 0) + 1;
    const numbered: RunEvent[] = [];
    for (const event of events) {
      // The type and its data stay the pair they were; spreading only loses that for the compiler.
      const one = { ...event, seq: first + numbered.length, at } as RunEvent;
      state = evolve(state, one);
      numbered.push(one);
    }
    if (state === null) throw new Error('A transition without events was recorded.');
    live.state = state;
    const inForce = state.hash === program.hash ? program : sources.programOf(state.hash);
    const standing = standingOf(inForce, state);
    const { info } = state;
    if (fresh === null) store.runs.update({ n: live.n, ...standing });
    else {
      live.n = store.runs.insert({ ...headOf(info, live.etag, state.startedAt, live.overlap), ...standing });
    }
    const body = eventsBody(events);
    const row = store.events.append(live.n, first, at, body);
    const applied: Applied = {
      live,
      program: inForce,
      row,
      events: numbered,
      approvals: project(inForce, live.state, numbered, how),
      dueAt: standing.dueAt,
      polled: standing.polled,
      messages: false,
    };
    if (body.includes('"$resource"')) noteResources(info.run, body, applied.approvals.length > 0);
    if (applied.approvals.length > 0) applied.messages = post(live.state, numbered, at);
    batch.push(applied);
  }

  function project(
    program: Program,
    state: RunState,
    events: readonly RunEvent[],
    how: Identified | null,
  ): string[] {
    const visits = changedApprovals(state, events);
    for (const visit of visits) store.approvals.save(approvalRowOf(state, visit, store.workspace.get()));
    const writes = (node: string): boolean => program.find(node)?.definition.effect === 'write';
    const drafts = events.flatMap((event) => auditOf(event, state, how ?? 'host', { writes }));
    if (drafts.length > 0) parts.audit.record(drafts);
    return visits.map((visit) => visit.approval.card.id);
  }

  function post(state: RunState, events: readonly RunEvent[], at: number): boolean {
    let posted = false;
    for (const event of events) {
      if (!event.type.startsWith('approval.') && event.type !== 'step.cancelled') continue;
      const messages = messagesOf(event, state, store.workspace.get());
      if (event.type === 'approval.decided' || event.type === 'step.cancelled') {
        store.outbox.withdraw(`${state.info.run}.${event.node ?? ''}.${event.visit ?? 0}`);
      }
      for (const message of messages) {
        const { key, approval, kind } = message;
        posted = store.outbox.put({ key, approval, kind, body: message as unknown as Json, at }) || posted; // a plain record
      }
    }
    return posted;
  }

  function noteResources(run: string, body: string, evidence: boolean): void {
    for (const [, sha] of body.matchAll(/"\$resource":"([0-9a-f]{64})"/g)) {
      if (sha !== undefined) store.resources.use(sha, run, evidence);
    }
  }

  function ended(live: Live): void {
    lives.drop(live.state.info.run);
    store.callbacks.drop(live.state.info.run);
    if (live.overlap !== null) letNext(live.overlap);
  }

  /** The next one in the queue goes on as soon as nothing under its key runs any more. */
  function letNext(overlap: string): void {
    if (store.runs.overlapping(overlap).length > 0) return;
    const next = store.queue.next(overlap);
    if (next === null) return;
    store.queue.remove(next.n);
    begin(sourceOfQueued(next.info), next.info, overlap, next.n);
  }

  function sourceOfQueued(info: RunInfo): Source {
    const etag = store.runs.get(info.run)?.etag ?? '';
    const { flow, version, target, author } = info;
    return {
      flow,
      version,
      target,
      program: sources.programOf(info.hash),
      etag,
      author,
      promotedBy: null,
      keep: () => undefined,
    };
  }

  function applyToQueued(live: Live, input: RunInput): Live {
    const { info } = live.state;
    if (input.type === 'tick') return live;
    if (input.type !== 'cancel') {
      throw new AppError(
        'conflict',
        'This run waits for the one before it, so there is nothing to decide yet.',
        {
          fix: 'Wait until it has begun, or cancel it.',
        },
      );
    }
    store.queue.remove(live.n);
    return beginEnded(sourceOfQueued(info), info, live.overlap, input.reason, live.n);
  }

  return {
    load,
    apply,
    begin,
    beginEnded,
    enqueue,
    letNext,
    /** One piece of work of the group: all its transitions or none; what was seen of them in memory goes with them. */
    write: <T>(work: () => T): Promise<T> => {
      const own: Applied[] = [];
      return store.write(
        () => {
          batch = own;
          touched = [];
          try {
            return work();
          } catch (error) {
            for (const run of touched) lives.drop(run);
            throw error;
          } finally {
            batch = null;
          }
        },
        () => {
          for (const applied of own) parts.committed(applied);
        },
      );
    },
    held: lives.size,
  };
}

function headOf(info: RunInfo, etag: string, startedAt: number, overlap: string | null) {
  const { run: id, flow, target, startedBy, requester } = info;
  return {
    id,
    flow,
    target,
    etag,
    triggerNode: info.trigger.node,
    triggerKind: info.trigger.kind,
    startedBy,
    requester,
    startedAt,
    overlap,
  };
}

/** Stands for “no state yet” until the first event is folded. */
const emptyState = Object.freeze({}) as RunState;
