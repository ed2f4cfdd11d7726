import { AppError } from '../../shared/errors.ts';
import { attemptsToStart } from '../../shared/run/attempts.ts';
import type { StartedAttempt } from '../../shared/run/attempts.ts';
import type { RunInput, StepOutcome } from '../../shared/run/input.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunState } from '../../shared/run/state.ts';
import { findVisit } from '../../shared/run/visits.ts';
import type { Clock } from './clock.ts';
import { createFairQueue } from './fair-queue.ts';
import type { PerformAttempt } from './perform-attempt.ts';
import { limitMsOf, namedError, withinLimit } from './within-limit.ts';

export type Effects = ReturnType<typeof createEffects>;

type Begun = {
  attempt: StartedAttempt;
  program: Program;
  abort: AbortController;
  left: boolean;
  done: Promise<void>;
};

export type EffectsParts = {
  clock: Clock;
  perform: PerformAttempt;
  submit: (run: string, input: RunInput) => Promise<unknown>;
  log: (line: string) => void;
  /** A result could not be recorded: something is wrong with this run. */
  stuck: (run: string, error: unknown) => void;
};

/** At most this many effects at once, so that a thousand runs never open a thousand connections. */
const atOnce = 64;
/**
 * Carries out what was committed as intended, and nothing else: an attempt begins after its intention is on disk, and its
 * outcome goes back as one more input.
 */
export function createEffects(parts: EffectsParts) {
  /** By run, then by attempt: a commit only ever looks at its own run. */
  const begun = new Map<string, Map<string, Begun>>();
  const queue = createFairQueue(atOnce);
  let closing = false;

  const idOf = (run: string, one: StartedAttempt): string => `${run}.${one.node}.${one.visit}.${one.attempt}`;

  /** After a COMMIT: begins what is new, aborts what is no longer wanted. */
  function follow(program: Program, state: RunState, etag: string): void {
    const { run, flow } = state.info;
    const own = begun.get(run);
    for (const one of own?.values() ?? []) if (!isWanted(state, one.attempt)) one.abort.abort(cancelled());
    if (closing) return;
    for (const attempt of attemptsToStart(program, state)) {
      const id = idOf(run, attempt);
      if (begun.get(run)?.has(id) === true) continue;
      const abort = new AbortController();
      const { promise, resolve } = Promise.withResolvers<void>();
      const entry: Begun = { attempt, program, abort, left: false, done: promise };
      keep(run, id, entry);
      queue.add(flow, () => {
        entry.left = !closing;
        void carryOut(program, state, etag, attempt, abort).finally(() => {
          forget(run, id);
          queue.done();
          resolve();
        });
      });
    }
  }

  function keep(run: string, id: string, entry: Begun): void {
    const own = begun.get(run);
    if (own === undefined) begun.set(run, new Map([[id, entry]]));
    else own.set(id, entry);
  }

  function forget(run: string, id: string): void {
    const own = begun.get(run);
    own?.delete(id);
    if (own?.size === 0) begun.delete(run);
  }

  const all = (): [string, Begun][] => [...begun.values()].flatMap((own) => [...own]);

  async function carryOut(
    program: Program,
    state: RunState,
    etag: string,
    attempt: StartedAttempt,
    abort: AbortController,
  ): Promise<void> {
    const { run } = state.info;
    // While it stood in the queue the run may have gone on, or the host may be closing: then nothing has begun.
    if (abort.signal.aborted || closing) return;
    const outcome = await limited(program, state, etag, attempt, abort);
    if (outcome === null) return;
    try {
      await parts.submit(run, {
        type: 'result',
        node: attempt.node,
        visit: attempt.visit,
        attempt: attempt.attempt,
        result: outcome,
      });
    } catch (error) {
      if (
        error instanceof AppError &&
        (error.code === 'closing' || error.code === 'store_failed' || error.code === 'disk_full')
      )
        return;
      parts.stuck(run, error);
    }
  }

  /** null: the host is closing and the attempt is left as interrupted, to be looked at when it starts again. */
  async function limited(
    program: Program,
    state: RunState,
    etag: string,
    attempt: StartedAttempt,
    abort: AbortController,
  ): Promise<StepOutcome | null> {
    const step = program.node(attempt.node).definition;
    const limits = { clock: parts.clock, step, limitMs: limitMsOf(step), abort };
    const outcome = await withinLimit(limits, (signal) =>
      parts.perform({ program, state, etag, attempt, signal }),
    );
    return closing && abort.signal.aborted && outcome.ok !== true ? null : outcome;
  }

  return {
    follow,
    idOf,
    running: (): number => all().length,
    settled: async (): Promise<void> => {
      while (begun.size > 0) await Promise.all(all().map(([, one]) => one.done));
    },
    /**
     * Aborts what may be repeated; lets a begun write finish up to the bound. What is left then is asked about at the next
     * start. Returns the attempts that stood in the queue: surely nothing of them has happened.
     */
    close: async (boundMs: number): Promise<string[]> => {
      closing = true;
      const open = all();
      const notBegun = open.filter(([, one]) => !one.left).map(([id]) => id);
      queue.clear();
      for (const [, one] of open) {
        const rule = one.program.find(one.attempt.node)?.afterCrash ?? 'ask';
        if (rule !== 'ask') one.abort.abort(closingDown());
      }
      const finished = Promise.all(open.filter(([, one]) => one.left).map(([, one]) => one.done));
      // The real clock on purpose: this bound is a promise to whoever sent SIGTERM.
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([finished, new Promise((resolve) => (timer = setTimeout(resolve, boundMs)))]);
      clearTimeout(timer);
      for (const [, one] of open) one.abort.abort(closingDown());
      return notBegun;
    },
  };
}

/** A begun write whose branch lost is still wanted: it finishes and is recorded. */
function isWanted(state: RunState, attempt: StartedAttempt): boolean {
  const visit = findVisit(state, attempt.node, attempt.visit);
  return visit !== undefined && visit.status === 'running' && visit.attempt === attempt.attempt;
}

const cancelled = (): Error => namedError('AbortError', 'The run no longer wants this step.');
const closingDown = (): Error => namedError('AbortError', 'Countersign is closing.');
