import type { StepError } from '../../shared/errors.ts';

/** A timeout may pass, a cancel does not: the reason of the signal tells them apart. */
export function abortedError(signal: AbortSignal, where: string): StepError {
  const reason: unknown = signal.reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return timedOut
    ? {
        code: 'timeout',
        message: `${where} took longer than this step allows.`,
        fix: 'Try again later, or give the step a longer `timeout`.',
        passing: true,
      }
    : { code: 'cancelled', message: `${where} was stopped before it was done.` };
}
