import type { StepError } from '../../shared/errors.ts';
import type { DefinitionNode } from '../../shared/flow/definition.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { Clock } from './clock.ts';

/** How long an aborted executor may take to say what became of it. */
const graceMs = 5000;

type Limits = { clock: Clock; step: DefinitionNode; limitMs: number; abort: AbortController };

/** Work that is aborted at its time limit; what then does not come back within the grace has failed, or nobody knows. */
export async function withinLimit(
  { clock, step, limitMs, abort }: Limits,
  work: (signal: AbortSignal) => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const stopTimer = setLongTimer(clock, limitMs, () => abort.abort(timedOut()));
  const gone = Promise.withResolvers<StepOutcome>();
  let stopGrace = (): void => undefined;
  const beginGrace = (): void => {
    stopGrace = clock.setTimer(graceMs, () => gone.resolve(lost(step, abort.signal)));
  };
  abort.signal.addEventListener('abort', beginGrace, { once: true });
  try {
    return await Promise.race([work(abort.signal), gone.promise]);
  } finally {
    // A finished attempt is aborted too once nobody wants it: that must not start a grace nobody waits for.
    abort.signal.removeEventListener('abort', beginGrace);
    stopTimer();
    stopGrace();
  }
}

/** How long a step may take: as its author wrote, or where neither they nor the far end sets an end, by its kind. */
export function limitMsOf({ kind, timeoutMs }: DefinitionNode): number {
  if (timeoutMs !== null) return timeoutMs;
  // A step never holds a place for ever.
  if (kind === 'ssh') return 3_600_000;
  return kind === 'llm' ? 600_000 : 120_000;
}

const longestTimerMs = 3_600_000;

function setLongTimer(clock: Clock, ms: number, wake: () => void): () => void {
  const due = clock.now() + ms;
  let cancel = clock.setTimer(Math.min(ms, longestTimerMs), check);
  function check(): void {
    const left = due - clock.now();
    if (left <= 0) wake();
    else cancel = clock.setTimer(Math.min(left, longestTimerMs), check);
  }
  return () => cancel();
}

export const namedError = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name });
const timedOut = (): Error => namedError('TimeoutError', 'The step took longer than it may.');

/** The executor did not come back: what only reads has failed, of what writes nobody knows. */
function lost(step: DefinitionNode, signal: AbortSignal): StepOutcome {
  const isTimeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  const error: StepError = isTimeout
    ? {
        code: 'timeout',
        message: 'The step took longer than it may and did not stop when told to.',
        fix: 'Give it a longer `timeout`.',
        passing: true,
      }
    : { code: 'cancelled', message: 'The step was stopped and did not say what became of it.' };
  return step.effect === 'write' ? { ok: 'unsure', error } : { ok: false, error };
}
