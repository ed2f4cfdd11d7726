import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../../shared/approval/messages.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { RunInput } from '../../shared/run/input.ts';
import { isPractised } from '../../shared/run/practice.ts';
import type { RunState } from '../../shared/run/state.ts';
import { createAudit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import type { StepContext } from '../steps/executor.ts';
import type { Store } from '../store/store.ts';
import { createCallbackTokens } from './callback-tokens.ts';
import { systemClock, type Clock } from './clock.ts';
import { createClockwork } from './clockwork.ts';
import { createDiskGuard } from './disk-guard.ts';
import { createEffects } from './effects.ts';
import { createEndings } from './endings.ts';
import { createEngine } from './engine.ts';
import type { Applied } from './record.ts';
import { createHooks } from './hooks.ts';
import type { HookRequest } from './hook-request.ts';
import { healthOf, type Health } from './health.ts';
import { keepHouse } from './housekeeping.ts';
import { createIndexer } from './indexer.ts';
import { createPerformAttempt, slotOf, targetOf } from './perform-attempt.ts';
import type { Connections, ExecutorMap } from './perform-attempt.ts';
import type { PollJob } from './polls.ts';
import { recheckCards } from './recheck-cards.ts';
import { notBegunKey, recover } from './recovery.ts';
import { createSources } from './sources.ts';
import { createStepLogs } from './step-logs.ts';
import { createStarts, type StartRequest } from './starts.ts';
import { createSubmissions } from './submissions.ts';
import { createTicks, wordsOf } from './ticks.ts';

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

export type Runtime = ReturnType<typeof createRuntime>;

/** A begun write may take this long to finish when the host closes. */
const closeBoundMs = 3500;
/** And what the scheduler or a recovery is just doing, this long. */
const quietBoundMs = 1000;

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
  const endings = createEndings(clock);
  let closing = false;
  let ready: Promise<void> = Promise.resolve();

  const engine = createEngine({
    store,
    sources,
    resources: parts.resources,
    audit,
    clock,
    isPractice: (program, info, node) => {
      const slot = slotOf(program, node);
      const isBound = slot !== null && parts.connections.bound(info.flow, slot, targetOf(info));
      return isPractised(info.target, slot, isBound);
    },
    committed,
  });
  const write = engine.write;
  const ticks = createTicks({ store, engine, clock, log });
  const submissions = createSubmissions({
    store,
    engine,
    sources,
    tokens,
    resources: parts.resources,
    mask,
    clock,
  });
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
  const stepLogs = createStepLogs({ store, write, mask, clock, log });
  const performer = createPerformAttempt({
    executors: parts.executors,
    connections: parts.connections,
    resources: parts.resources,
    mask,
    tokens,
    clock,
    workspace: store.workspace.get,
    exampleOf: sources.exampleOf,
    toast: parts.toast ?? (() => Promise.resolve()),
    openLog: stepLogs.open,
    log,
  });
  const effects = createEffects({
    clock,
    perform: performer.perform,
    submit: apply,
    log,
    stuck: ticks.stuck,
  });
  const isClosing = (): boolean => closing;
  const house = { store, sources, resources: parts.resources, clock, write, isClosing };
  const indexer = createIndexer({ store, write, log });
  const clockwork = createClockwork({
    store,
    engine,
    sources,
    audit,
    clock,
    ticks,
    deliver: parts.deliver,
    polling: {
      connections: parts.connections,
      pollJob: parts.pollJob ?? (() => Promise.resolve({ done: false })),
      storable: submissions.storableValue,
      submit: apply,
    },
    house,
    log,
  });

  /** After the COMMIT, and only then. A fault in what follows must not keep the others from their answers. */
  function committed(applied: Applied): void {
    try {
      goOn(applied);
    } catch (error) {
      log(`after a commit: ${wordsOf(error)}`);
    }
  }

  /** Effects begin, timers are set, listeners are told. */
  function goOn(applied: Applied): void {
    const { live, program } = applied;
    const { state } = live;
    const { run, flow } = state.info;
    effects.follow(program, state, live.etag);
    clockwork.follow(run, applied);
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

  /** Calls from outside are refused while the host closes; what is under way may still be recorded. */
  function open<In extends unknown[], Out>(
    work: (...input: In) => Promise<Out>,
  ): (...input: In) => Promise<Out> {
    return async (...input) => {
      if (!closing) return work(...input);
      throw new AppError('closing', 'Countersign is closing, so nothing new is taken.', {
        fix: 'Try again when it has started.',
      });
    };
  }

  /** From inside: executors, timers and polls. */
  function apply(run: string, input: RunInput): Promise<RunState> {
    return write(() => engine.apply(run, input, 'host').state);
  }

  async function ending(run: string, boundMs: number): Promise<RunState | null> {
    if ((store.runs.get(run)?.endedAt ?? null) !== null) return engine.load(run).state;
    return endings.wait(run, boundMs);
  }

  return {
    audit,
    /** Looks after interrupted runs, arms schedules and timers. Call once, after everything is wired. */
    resume: (): Promise<void> => {
      ready = (async () => {
        await write(() => {
          clockwork.rearm();
          for (const key of store.queue.keys()) engine.letNext(key);
        });
        await recover({ store, engine, sources, effects, probe: performer.probe, log, isClosing });
        indexer.notice();
        if (!closing) clockwork.start();
      })();
      return ready;
    },
    start: open((request: StartRequest) => {
      disk.assertRoom();
      return starts(request);
    }),
    webhook: open((request: HookRequest) => {
      disk.assertRoom();
      return hooks.accept(request);
    }),
    hooks: (flow: string) => hooks.list(flow),
    submit: open(submissions.submit),
    submitOnce: open(submissions.submitOnce),
    retry: open(submissions.retry),
    callback: open(submissions.callback),
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
      await write(() => clockwork.rearm());
      clockwork.wake();
    },
    workspaceChanged: (): Promise<void> => recheckCards({ store, ticks }),
    /** After sleep or a changed clock. */
    wake: clockwork.wake,
    health: (): Health => healthOf(store, disk),
    indexed: indexer.catchUp,
    keepHouse: () => keepHouse(house),
    /** Runs held in memory: bounded, however many wait. */
    held: engine.held,
    /** Nothing is under way, due or about to leave any more. */
    idle: async (): Promise<void> => {
      await ready;
      for (;;) {
        await store.settled();
        await effects.settled();
        const isQuiet = await clockwork.settled();
        if (isQuiet && effects.running() === 0) return;
        clockwork.wake();
      }
    },
    /** Within 5 s: takes nothing new, aborts what may be repeated, lets a begun write finish up to the bound. The store stays open. */
    close: async (): Promise<void> => {
      if (closing) return;
      closing = true;
      await Promise.race([Promise.allSettled([ready, clockwork.close()]), pause(quietBoundMs)]);
      const notBegun = await effects.close(closeBoundMs);
      await indexer.close();
      stepLogs.close();
      endings.close();
      if (store.dead() !== null) return;
      if (notBegun.length > 0) await write(() => store.meta.set(notBegunKey, notBegun));
      await store.settled();
    },
  };
}
