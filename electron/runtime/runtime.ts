import type { Message } from '../../shared/approval/messages.ts';
import type { Identified } from '../../shared/audit/entry.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { checkCallback } from '../../shared/run/decide/waits.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { RunState } from '../../shared/run/state.ts';
import { findVisit } from '../../shared/run/visits.ts';
import { createAudit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import type { StepContext } from '../steps/executor.ts';
import type { Store } from '../store/store.ts';
import { createCallbackTokens } from './callback-tokens.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { createDiskGuard } from './disk-guard.ts';
import { createEffects } from './effects.ts';
import { createEndings } from './endings.ts';
import { createEngine } from './engine.ts';
import type { Applied } from './engine.ts';
import { createHooks } from './hooks.ts';
import type { HookAnswer } from './hooks.ts';
import type { HookRequest } from './hook-request.ts';
import { keepHouse } from './housekeeping.ts';
import { createIndexer } from './indexer.ts';
import { createOutbox } from './outbox.ts';
import { beginByOverlap } from './overlap.ts';
import { createPerformAttempt, slotOf } from './perform-attempt.ts';
import type { Connections, ExecutorMap } from './perform-attempt.ts';
import { createPolls } from './polls.ts';
import type { PollJob } from './polls.ts';
import { mostCrashes, notBegunKey, recover } from './recovery.ts';
import { createSchedules } from './schedules.ts';
import { createScheduler } from './scheduler.ts';
import { createSources } from './sources.ts';
import { createStarts, infoOf } from './starts.ts';
import type { Started, StartRequest } from './starts.ts';
import { createStorable } from './storable.ts';

export type RuntimeParts = {
  store: Store;
  executors: ExecutorMap;
  connections: Connections;
  resources: Resources;
  masker: { mask: (value: Json) => Json };
  clock?: Clock;
  /** The home's key: callback tokens and hook secrets are derived from it. */
  homeKey: Buffer;
  /** Where callers from outside reach this host. */
  baseUrl: () => string;
  deliver: (message: Message) => Promise<void>;
  toast?: StepContext['toast'];
  pollJob?: PollJob;
  log: (line: string) => void;
};

/** A committed transition, for streams and open windows. */
export type Change = {
  rowid: number;
  run: string;
  flow: string;
  types: string[];
  status: string;
  approvals: string[];
};

export type Once = {
  how: Identified;
  /** Request id, per approval or run. */
  request?: { scope: string; key: string; bodyHash: string } | undefined;
  /** What is answered, now and whenever the same request comes again. */
  answer: (state: RunState) => Json;
};

export type Health = { ok: boolean; reasons: { code: string; message: string }[] };

export type Runtime = ReturnType<typeof createRuntime>;

const houseMs = 3_600_000;
/** A begun write may take this long to finish when the host closes. */
const closeBoundMs = 4000;
const tickBatch = 200;

/** The embedded engine: everything that may happen to runs comes in here. See README.md beside this file. */
export function createRuntime(parts: RuntimeParts) {
  const { store, log } = parts;
  const clock = parts.clock ?? systemClock;
  const mask = parts.masker.mask;
  const listeners = new Set<(change: Change) => void>();
  const audit = createAudit(store);
  const sources = createSources(store);
  const tokens = createCallbackTokens(parts);
  const disk = createDiskGuard(store.home);
  const storable = createStorable(mask, parts.resources);
  const endings = createEndings(clock);
  let closing = false;
  let recovering = true;
  let houseAt: number | null = null;
  let ready: Promise<void> = Promise.resolve();

  const engine = createEngine({
    store,
    sources,
    resources: parts.resources,
    audit,
    clock,
    isPractice: (program, info, node) => {
      if (info.target !== 'draft') return false;
      const slot = slotOf(program, node);
      return slot !== null && !parts.connections.bound(info.flow, slot, 'draft');
    },
    committed,
  });
  const write = engine.write;
  const starts = createStarts({ store, sources, engine, resources: parts.resources, mask, clock });
  const hooks = createHooks({
    store,
    sources,
    engine,
    resources: parts.resources,
    mask,
    clock,
    homeKey: parts.homeKey,
    ending,
  });
  const performer = createPerformAttempt({
    executors: parts.executors,
    connections: parts.connections,
    resources: parts.resources,
    mask,
    tokens,
    clock,
    workspace: store.workspace.get,
    sampleOf: sources.sampleOf,
    toast: parts.toast ?? (() => Promise.resolve()),
    log,
  });
  const effects = createEffects({ clock, perform: performer.perform, submit: apply, log, stuck });
  const outbox = createOutbox({ store, clock, write, deliver: parts.deliver, log });
  const polls = createPolls({
    clock,
    sources,
    load: engine.load,
    connections: parts.connections,
    pollJob: parts.pollJob ?? (() => Promise.resolve({ done: false })),
    storable: storable.value,
    submit: apply,
    log,
  });
  const schedules = createSchedules({
    store,
    sources,
    clock,
    write,
    begin: (source, node, payload, startedBy) => {
      const info = infoOf(source, node, payload, startedBy, store.workspace.get());
      beginByOverlap({ engine, store }, source, info);
      return info.run;
    },
    missed: (flow, node, slots, at) => {
      const body = {
        flow,
        node,
        count: slots.length,
        slots: slots.slice(-20).map((slot) => new Date(slot).toISOString()),
      };
      audit.record([{ at, actor: 'timer', identified: 'timer', kind: 'schedule.missed', body }]);
    },
    log,
  });
  const indexer = createIndexer({ store, write, log });
  const scheduler = createScheduler({
    clock,
    nextDue: () =>
      earliest([store.runs.nextDue(), schedules.nextDue(), outbox.nextDue(), polls.nextDue(), houseAt]),
    work,
    jumped: (byMs, at) => {
      log(`the clock moved by ${Math.round(byMs / 1000)} s, or this machine slept`);
      const body = { byMs, direction: byMs > 0 ? 'forward' : 'back' };
      void write(() =>
        audit.record([{ at, actor: 'countersign', identified: 'host', kind: 'clock.jumped', body }]),
      ).catch(fatalOnly);
    },
    failed: (error) => log(`scheduler: ${wordsOf(error)}`),
  });

  /** After the COMMIT, and only then: effects begin, timers are set, listeners are told. */
  function committed(applied: Applied): void {
    const { live, program, dueAt } = applied;
    const { state } = live;
    const { run, flow } = state.info;
    effects.follow(program, state, live.etag);
    polls.follow(run, applied.polled);
    scheduler.notice(earliest([dueAt, applied.messages ? clock.now() : null, polls.nextDue()]));
    if (state.endedAt !== null) endings.tell(state);
    indexer.notice();
    if (listeners.size === 0) return;
    const change = {
      rowid: applied.row,
      run,
      flow,
      types: applied.events.map((event) => event.type),
      status: state.status,
      approvals: applied.approvals,
    };
    for (const listener of listeners) listener(change);
  }

  async function work(now: number): Promise<boolean> {
    await schedules.fireDue(now);
    outbox.sendDue(now, scheduler.wake);
    polls.askDue(now, scheduler.wake);
    if (houseAt !== null && houseAt <= now) {
      houseAt = now + houseMs;
      await keepHouse({ store, sources, resources: parts.resources, clock, write });
    }
    const due = store.runs.due(now, tickBatch);
    // Until everything that waited for this start is done, a run is marked before it is touched: see recovery.
    if (recovering && due.length > 0) await write(() => due.forEach(({ id }) => markTick(id)));
    for (const { id } of due) tick(id);
    await store.settled();
    if (due.length < tickBatch) recovering = false;
    return due.length === tickBatch;
  }

  function markTick(id: string): void {
    if (store.runs.crashed(id) > mostCrashes)
      store.runs.park(
        id,
        `Its timer failed ${mostCrashes} times, so it was set aside. The other runs go on.`,
      );
  }

  function tick(id: string): void {
    void write(() => {
      const before = store.runs.get(id)?.dueAt;
      engine.apply(id, { type: 'tick' }, 'timer');
      store.runs.survived(id);
      // A tick that changes nothing although it was due would be due again at once, for ever.
      if (store.runs.get(id)?.dueAt === before && before !== undefined)
        store.runs.postpone(id, clock.now() + 60_000);
    }).catch((error: unknown) => (isStorageError(error) ? undefined : troubled(id, error)));
  }

  /** A run that breaks its own decision waits longer each time, and is set aside after the third. */
  function troubled(id: string, error: unknown): void {
    log(`run ${id}: ${wordsOf(error)}`);
    void write(() => {
      const crashes = store.runs.crashed(id);
      if (crashes >= mostCrashes)
        store.runs.park(
          id,
          'It failed three times inside Countersign, so it was set aside. The other runs go on.',
        );
      else store.runs.postpone(id, clock.now() + 5000 * crashes);
    }).catch(fatalOnly);
  }

  function stuck(id: string, error: unknown): void {
    log(`result of ${id} could not be recorded: ${wordsOf(error)}`);
    void write(() =>
      store.runs.park(id, 'A step’s result could not be recorded. Restarting Countersign looks at it again.'),
    ).catch(fatalOnly);
  }

  const fatalOnly = (error: unknown): void => log(`write: ${wordsOf(error)}`);

  function assertOpen(): void {
    if (closing)
      throw new AppError('closing', 'Countersign is closing, so nothing new is taken.', {
        fix: 'Try again when it has started.',
      });
  }

  /** From inside: executors, timers and polls. */
  function apply(run: string, input: RunInput): Promise<RunState> {
    return write(() => engine.apply(run, input, 'host').state);
  }

  async function ending(run: string, boundMs: number): Promise<RunState | null> {
    if ((store.runs.get(run)?.endedAt ?? null) !== null) return engine.load(run).state;
    return endings.wait(run, boundMs);
  }

  async function submit(run: string, input: RunInput, how: Identified = 'host'): Promise<RunState> {
    assertOpen();
    const kept = await storable.input(input);
    return write(() => engine.apply(run, kept, how).state);
  }

  return {
    audit,
    /** Looks after interrupted runs, arms schedules and timers. Call once, after everything is wired. */
    resume: (): Promise<void> => {
      ready = (async () => {
        await write(() => {
          schedules.rearm();
          for (const key of store.queue.keys()) engine.letNext(key);
        });
        for (const run of store.runs.polled()) polls.follow(run, true);
        houseAt = clock.now() + 60_000;
        await recover({ store, engine, sources, effects, probe: performer.probe, log });
        indexer.notice();
        scheduler.start();
      })();
      return ready;
    },
    start: async (request: StartRequest): Promise<Started> => {
      assertOpen();
      disk.assertRoom();
      return starts(request);
    },
    webhook: async (request: HookRequest): Promise<HookAnswer> => {
      assertOpen();
      disk.assertRoom();
      return hooks.accept(request);
    },
    hooks: (flow: string) => hooks.list(flow),
    submit,
    /** The same, once: the answer is stored with the transition and given again to the same request. */
    submitOnce: async (
      run: string,
      input: RunInput,
      once: Once,
    ): Promise<{ answer: Json; repeated: boolean }> => {
      assertOpen();
      const kept = await storable.input(input);
      const { request } = once;
      return write(() => {
        const known =
          request === undefined ? null : store.requests.find(request.scope, request.key, request.bodyHash);
        if (known !== null) return { answer: known.answer, repeated: true };
        const answer = once.answer(engine.apply(run, kept, once.how).state);
        if (request !== undefined)
          store.requests.keep(request.scope, request.key, request.bodyHash, answer, clock.now());
        return { answer, repeated: false };
      });
    },
    /** Goes on from a failed step: on the release in force, or on a named one. */
    retry: async (
      run: string,
      options: { by: string; from: string | null; version: number | null; how: Identified },
    ): Promise<RunState> => {
      const { state } = engine.load(run);
      const named = options.version === null ? null : sources.find(state.info.flow, options.version);
      const [hash, version] =
        named === null ? [state.hash, state.version] : [named.program.hash, named.version];
      return submit(run, { type: 'retry', by: options.by, node: options.from, hash, version }, options.how);
    },
    /** Resumes a wait. A call that comes before its wait is kept for it; `early` says so. */
    callback: async (token: string, body: Json): Promise<{ run: string; early: boolean }> => {
      assertOpen();
      const target = tokens.read(token);
      if (target === null || store.runs.get(target.run) === null) {
        throw new AppError('not_found', 'This address is not known here.', {
          fix: 'Check that it is complete and unchanged.',
        });
      }
      const { run, node, visit } = target;
      const kept = await storable.value(body);
      const early = await write(() => {
        const { state } = engine.load(run);
        if (state.endedAt === null && findVisit(state, node, visit) === undefined) {
          const refused = checkCallback(sources.programOf(state.hash), node, kept);
          if (refused !== null) throw refused;
          if (!store.callbacks.keep(run, node, visit, kept, clock.now())) {
            throw new AppError('expired', 'This wait was answered already.', {
              fix: 'Nothing is left to do here.',
            });
          }
          return true;
        }
        engine.apply(run, { type: 'callback', node, visit, body: kept }, 'link');
        return false;
      });
      return { run, early };
    },
    callbackUrl: tokens.urlOf,
    state: (run: string): RunState => engine.load(run).state,
    program: sources.programOf,
    events: (run: string): RunEvent[] => {
      engine.load(run);
      return store.events.of(run);
    },
    watch: (listener: (change: Change) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ending,
    /** After a flow was promoted, rolled back, taken offline or deleted: its triggers are those of the release now live. */
    liveChanged: async (flow: string): Promise<void> => {
      hooks.forget(flow);
      await write(() => schedules.rearm());
      scheduler.wake();
    },
    /** After people or pools changed: cards that nobody can decide any more are escalated. */
    workspaceChanged: async (): Promise<void> => {
      const runs = new Set(
        store.approvals.list({ status: 'pending', limit: 1000 }).items.map((row) => row.run),
      );
      for (const run of runs) tick(run);
      await store.settled();
    },
    /** After sleep or a changed clock. */
    wake: scheduler.wake,
    health: (): Health => {
      const reasons = [
        ...(store.damaged === null
          ? []
          : [
              {
                code: 'store_damaged',
                message: `The database was damaged and was set aside as ${store.damaged}.`,
              },
            ]),
        ...store.runs
          .parked()
          .map(({ id, parked }) => ({ code: 'run_parked', message: `Run ${id}: ${parked}` })),
        ...(disk.isLow()
          ? [{ code: 'disk_full', message: 'The disk is nearly full: nothing new is started.' }]
          : []),
        ...(store.outbox.failedCount() === 0
          ? []
          : [
              {
                code: 'messages_failed',
                message: `${store.outbox.failedCount()} notifications could not be delivered.`,
              },
            ]),
      ];
      return { ok: reasons.length === 0, reasons };
    },
    indexed: indexer.catchUp,
    keepHouse: () => keepHouse({ store, sources, resources: parts.resources, clock, write }),
    /** Runs held in memory: bounded, however many wait. */
    held: engine.held,
    /** Nothing is under way, due or about to leave any more. */
    idle: async (): Promise<void> => {
      await ready;
      for (;;) {
        await store.settled();
        await scheduler.settled();
        await outbox.settled();
        await effects.settled();
        const next = earliest([store.runs.nextDue(), schedules.nextDue(), outbox.nextDue()]);
        if (effects.running() === 0 && (next === null || next > clock.now())) return;
        scheduler.wake();
      }
    },
    /** Within 5 s: takes nothing new, aborts what may be repeated, lets a begun write finish up to the bound. The store stays open. */
    close: async (): Promise<void> => {
      if (closing) return;
      closing = true;
      outbox.close();
      await ready.catch(() => undefined);
      await scheduler.close();
      const notBegun = await effects.close(closeBoundMs);
      await indexer.close();
      endings.close();
      if (store.dead() !== null) return;
      if (notBegun.length > 0) await write(() => store.meta.set(notBegunKey, notBegun));
      await store.settled();
    },
  };
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function isStorageError(error: unknown): boolean {
  return error instanceof AppError && ['store_failed', 'disk_full', 'closing'].includes(error.code);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
