import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import { mostCrashes } from './recovery.ts';

export type Ticks = ReturnType<typeof createTicks>;

const batch = 200;
/** How long a run is left alone after a tick of it broke, times the number of breaks. */
const pauseMs = 5000;

/** Time comes for runs: in the order in which they came due, a bounded number at once, all in one commit. */
export function createTicks(parts: {
  store: Store;
  engine: Engine;
  clock: Clock;
  log: (line: string) => void;
}) {
  const { store, engine, clock, log } = parts;
  let recovering = true;

  function tick(id: string): void {
    void engine
      .write(() => {
        const before = store.runs.get(id)?.dueAt;
        engine.apply(id, { type: 'tick' }, 'timer');
        store.runs.survived(id);
        // A tick that changes nothing although it was due would be due again at once, for ever.
        const isStill = before !== null && before !== undefined && before <= clock.now();
        if (isStill && store.runs.get(id)?.dueAt === before) store.runs.postpone(id, clock.now() + 60_000);
      })
      .catch((error: unknown) => (isStorageError(error) ? undefined : troubled(id, error)));
  }

  /** A run that breaks its own decision waits longer each time, and is set aside after the third. */
  function troubled(id: string, error: unknown): void {
    log(`run ${id}: ${wordsOf(error)}`);
    void engine
      .write(() => {
        const crashes = store.runs.crashed(id);
        if (crashes < mostCrashes) store.runs.postpone(id, clock.now() + pauseMs * crashes);
        else
          store.runs.park(
            id,
            'It failed three times inside Countersign, so it was set aside. The other runs go on.',
          );
      })
      .catch((failed: unknown) => log(`run ${id}: ${wordsOf(failed)}`));
  }

  /** Counted before it is touched: a run that takes the host down with it is found at the next start. */
  function mark(id: string): void {
    if (store.runs.crashed(id) <= mostCrashes) return;
    store.runs.park(id, `Its timer failed ${mostCrashes} times, so it was set aside. The other runs go on.`);
  }

  return {
    tick,
    /** Everything due by now; true when there is more. */
    tickDue: async (now: number): Promise<boolean> => {
      const due = store.runs.due(now, batch);
      // Only what waited for this start is marked: later a broken tick is caught, not fatal.
      if (recovering && due.length > 0) await engine.write(() => due.forEach(({ id }) => mark(id)));
      for (const { id } of due) tick(id);
      await store.settled();
      if (due.length < batch) recovering = false;
      return due.length === batch;
    },
    /** A result could not be recorded: the run is left as it is until the next start looks at it. */
    stuck: (id: string, error: unknown): void => {
      log(`result of ${id} could not be recorded: ${wordsOf(error)}`);
      void engine
        .write(() =>
          store.runs.park(
            id,
            'A step’s result could not be recorded. Restarting Countersign looks at it again.',
          ),
        )
        .catch((failed: unknown) => log(`run ${id}: ${wordsOf(failed)}`));
    },
  };
}

export function isStorageError(error: unknown): boolean {
  return error instanceof AppError && ['store_failed', 'disk_full', 'closing'].includes(error.code);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
