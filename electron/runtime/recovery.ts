import type { Json } from '../../shared/json.ts';
import { attemptsToStart } from '../../shared/run/attempts.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { LiveRun } from '../store/run-work.ts';
import type { Store } from '../store/store.ts';
import type { Effects } from './effects.ts';
import type { Engine } from './engine.ts';
import type { createPerformAttempt } from './perform-attempt.ts';
import type { Sources } from './sources.ts';

export type RecoveryParts = {
  store: Store;
  engine: Engine;
  sources: Sources;
  effects: Effects;
  probe: ReturnType<typeof createPerformAttempt>['probe'];
  log: (line: string) => void;
  isClosing: () => boolean;
};

type Probes = Extract<RunInput, { type: 'recover' }>['probes'];

/** A run whose recovery broke the host this often in a row is left alone, so that the others can go on. */
export const mostCrashes = 3;
const batchSize = 100;
const probeMs = 20_000;
export const notBegunKey = 'not_begun';

/**
 * Looks after the runs that were in the middle of an effect when the host went away. Only those: what waits needs nothing,
 * however much of it there is. Each run is marked before it is touched, so one that takes the host down with it is found.
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { store } = parts;
  const notBegun = new Set(namesIn(store.meta.get(notBegunKey)));
  await parts.engine.write(() => store.meta.remove(notBegunKey));
  const interrupted = store.runs.inFlight();
  if (interrupted.length > 0)
    parts.log(`${interrupted.length} runs were in the middle of a step and are looked after`);
  // A run that crashed before goes alone: the others' counts must not rise with its own.
  const suspects = interrupted.filter((run) => run.crashes > 0);
  const others = interrupted.filter((run) => run.crashes === 0);
  for (let at = 0; at < others.length; at += batchSize)
    await recoverBatch(parts, others.slice(at, at + batchSize), notBegun);
  for (const run of suspects) await recoverBatch(parts, [run], notBegun);
}

async function recoverBatch(parts: RecoveryParts, runs: LiveRun[], notBegun: Set<string>): Promise<void> {
  const { store, engine } = parts;
  if (parts.isClosing()) return;
  const taken = await engine.write(() => runs.filter(({ id }) => mark(parts, id)));
  await Promise.all(
    taken.map(async ({ id }) => {
      try {
        await recoverRun(parts, id, notBegun);
      } catch (error) {
        parts.log(
          `recovery of ${id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        if (store.dead() !== null) throw error;
      }
    }),
  );
}

/** Inside a write: counts the try; false when this run is left alone from now on. */
function mark(parts: RecoveryParts, id: string): boolean {
  const crashes = parts.store.runs.crashed(id);
  if (crashes <= mostCrashes) return true;
  const reason = `Its recovery failed ${mostCrashes} times, so it was set aside. The other runs go on.`;
  parts.store.runs.park(id, reason);
  parts.log(`${id}: ${reason}`);
  return false;
}

async function recoverRun(parts: RecoveryParts, id: string, notBegun: Set<string>): Promise<void> {
  const { engine, sources } = parts;
  const live = engine.load(id);
  const program = sources.programOf(live.state.hash);
  const attempts = attemptsToStart(program, live.state);
  if (attempts.length > 0 && attempts.every((attempt) => notBegun.has(parts.effects.idOf(id, attempt)))) {
    // They stood in the queue when the host closed: their intention is still the truth.
    await engine.write(() => parts.store.runs.survived(id));
    parts.effects.follow(program, live.state, live.etag);
    return;
  }
  const probes: Probes = [];
  for (const attempt of attempts) {
    if (program.node(attempt.node).afterCrash !== 'probe') continue;
    const signal = AbortSignal.timeout(probeMs);
    const found = await parts.probe({ program, state: live.state, etag: live.etag, attempt, signal });
    probes.push({ node: attempt.node, visit: attempt.visit, found: found ?? { happened: 'unsure' } });
  }
  await engine.write(() => {
    engine.apply(id, { type: 'recover', probes }, 'host');
    parts.store.runs.survived(id);
  });
}

function namesIn(value: Json | null): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
