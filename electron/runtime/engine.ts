import type { Identified } from '../../shared/audit/entry.ts';
import { AppError } from '../../shared/errors.ts';
import { decide } from '../../shared/run/decide.ts';
import type { NewEvent, RunInfo } from '../../shared/run/event.ts';
import type { RunInput, World } from '../../shared/run/input.ts';
import type { Program } from '../../shared/run/program.ts';
import { jumpedMs, runTime } from '../../shared/run/run-time.ts';
import type { Audit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { createLiveRuns } from './live-runs.ts';
import type { Live } from './live-runs.ts';
import { createRecorder, emptyState, headOf } from './record.ts';
import type { Applied } from './record.ts';
import type { Source, Sources } from './sources.ts';

export type Engine = ReturnType<typeof createEngine>;

export type EngineParts = {
  store: Store;
  sources: Sources;
  resources: Pick<Resources, 'read' | 'externaliseNow'>;
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
  const lives = createLiveRuns(store);
  const recordNow = createRecorder(parts);
  let batch: Applied[] | null = null;
  let touched: string[] = [];

  function record(...transition: Parameters<typeof recordNow>): void {
    if (batch === null) throw new Error('A transition was made outside of a write.');
    batch.push(recordNow(...transition));
  }

  function worldOf(
    program: Program,
    info: RunInfo,
    etag: string,
    at: number,
    consumed: { node: string; visit: number }[],
  ): World {
    return {
      at,
      workspace: store.workspace.get(),
      read: parts.resources.read,
      keep: parts.resources.externaliseNow,
      earlyCallback: (node, visit) => {
        const body = store.callbacks.peek(info.run, node, visit);
        if (body !== undefined) consumed.push({ node, visit });
        return body;
      },
      practice: (node) => parts.isPractice(program, info, node),
      nameOf: (node) => sources.nameOf(etag, node),
    };
  }

  /** Inside a write: one input of a run that has begun. Throws the refusal. */
  function apply(run: string, input: RunInput, how: Identified | null): Live {
    const live = lives.load(run);
    if (live.state.seq === 0) return applyToQueued(live, input);
    touched.push(run);
    const program = sources.programOf(input.type === 'retry' ? input.hash : live.state.hash);
    const at = runTime(live.state, clock.now());
    const consumed: { node: string; visit: number }[] = [];
    const wasLive = live.state.endedAt === null;
    const etag = input.type === 'retry' ? lives.drawnOn(live.flow, input.version, live.etag) : live.etag;
    const decision = decide(
      program,
      live.state,
      input,
      worldOf(program, live.state.info, etag, at, consumed),
    );
    if (decision.refused !== null) throw decision.refused;
    if (decision.events.length === 0) return live;
    live.etag = etag;
    record(live, program, decision.events, at + jumpedMs(decision.events), how, null);
    for (const early of consumed) store.callbacks.remove(run, early.node, early.visit);
    if (live.state.endedAt === null) lives.keep(live);
    else if (wasLive) ended(live);
    return live;
  }

  /** Inside a write: a new run, or one from the queue (`n`). */
  function begin(source: Source, info: RunInfo, overlap: string | null, n: number | null): Live {
    touched.push(info.run);
    const { program } = source;
    const at = clock.now();
    const decision = decide(
      program,
      null,
      { type: 'start', info },
      worldOf(program, info, source.etag, at, []),
    );
    if (decision.refused !== null) throw decision.refused;
    const live = recordFirst(source, info, overlap, decision.events, at, n);
    if (live.state.endedAt === null) lives.keep(live);
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
      outcomeCode: null,
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

  function ended(live: Live): void {
    lives.drop(live.state.info.run);
    if (hasWaits(live)) store.callbacks.drop(live.state.info.run);
    if (live.overlap !== null) letNext(live.overlap);
  }

  function hasWaits(live: Live): boolean {
    const { order, nodes } = sources.programOf(live.state.hash).definition;
    return order.some((name) => nodes[name]?.kind === 'wait');
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
    load: lives.load,
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
    held: lives.held,
  };
}
