import type { StepError } from '../../../shared/errors.ts';
import type { StepOutcome } from '../../../shared/run/input.ts';
import type { Exchange } from '../http/exchange.ts';
import { faultOutcome } from '../http/outcome.ts';

/** A question changes nothing, so a lost answer is only a passing error. */
export function noAnswer(
  failure: Extract<Exchange, { ok: false }>,
  url: URL,
  signal: AbortSignal,
): StepOutcome {
  return faultOutcome({ ...failure, wrote: false, url }, signal);
}

/** A model server's refusal in our own words; its text may repeat the prompt or the key. */
export function refusedError(status: number, host: string, model: string, retryMs: number | null): StepError {
  if (status === 401 || status === 403) {
    return {
      code: 'key_refused',
      message: `${host} refused the key (${status}).`,
      fix: 'Enter the key of this connection again.',
      status,
    };
  }
  if (status === 404) {
    return {
      code: 'model_not_found',
      message: `${host} has no model “${model}” at this address (404).`,
      fix: 'Check the model’s name and the connection’s address; it often ends in /v1.',
      status,
    };
  }
  if (status === 429) {
    return {
      code: 'rate_limited',
      message: `${host} asks for fewer requests (429).`,
      fix: 'Try again later, or give the step a `retry`.',
      status,
      passing: true,
      ...(retryMs === null ? {} : { retryAfterMs: retryMs }),
    };
  }
  if (status >= 500) {
    return {
      code: 'model_failed',
      message: `${host} failed on its side (${status}).`,
      fix: 'Try again later, or look at the model server.',
      status,
      passing: true,
      ...(retryMs === null ? {} : { retryAfterMs: retryMs }),
    };
  }
  return {
    code: 'model_refused',
    message: `${host} did not accept the question (${status}).`,
    fix:
      'The prompt may be too long for “' +
      model +
      '”, or it does not know typed answers: set the connection’s “Typed answers” to json.',
    status,
  };
}
