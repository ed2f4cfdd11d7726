import type { StepError } from '../../../shared/errors.ts';
import type { StepOutcome } from '../../../shared/run/input.ts';
import { abortedError } from '../aborted.ts';
import type { Phase } from './exchange.ts';
import type { Followed } from './follow.ts';

export const answerMiB = 8;

const during: Record<Phase, string> = {
  resolve: 'while looking up its address',
  connect: 'while connecting',
  encrypt: 'while agreeing on encryption',
  send: 'while the request was being sent',
  answer: 'while waiting for its answer',
  body: 'in the middle of its answer',
};

type Failed = Extract<Followed, { ok: false }>;

const redirectWords = {
  too_many: (host: string) => `${host} kept sending the request on to other addresses.`,
  insecure: (host: string, to: string) =>
    `${host} sent the request on to ${to} without encryption. It was not followed.`,
  other_host: (host: string, to: string) =>
    `${host} sent the request on to ${to}. A request that changes something is not sent elsewhere.`,
  unreadable: (host: string) => `${host} sent the request on to an address that cannot be read.`,
} as const;

function errorOf(failed: Failed, signal: AbortSignal): StepError {
  const { fault, phase, status } = failed;
  const host = failed.url.host;
  const known = status === null ? {} : { status };
  switch (fault.kind) {
    case 'refused_address':
      return {
        code: 'address_refused',
        message: `${host} is not reached from a flow: ${fault.why}.`,
        fix: 'Use another address.',
      };
    case 'not_found':
      return {
        code: 'unreachable',
        message: `${host} cannot be found: its name has no address.`,
        fix: 'Check the name, and that this computer is online.',
        passing: true,
      };
    case 'unreachable':
      return {
        code: 'unreachable',
        message: `${host} cannot be reached: no connection could be made ${during[phase]}.`,
        fix: 'Check that the service runs and the address is right.',
        passing: true,
      };
    case 'slow_connect':
      return {
        code: 'unreachable',
        message: `${host} did not accept a connection in time.`,
        fix: 'Check that the service runs.',
        passing: true,
      };
    case 'certificate':
      return {
        code: 'certificate',
        message: `The certificate of ${host} is not trusted, so nothing was sent.`,
        fix: 'Check the host name, or have the service renew its certificate.',
      };
    case 'aborted':
      return { ...abortedError(signal, `The request to ${host}, stopped ${during[phase]},`), ...known };
    case 'lost':
      return {
        code: 'connection_lost',
        message: `The connection to ${host} was lost ${during[phase]}.`,
        fix: 'Try again; if it happens again, look at the service.',
        passing: true,
        ...known,
      };
    case 'not_http':
      return {
        code: 'not_http',
        message: `What answers at ${host} does not speak HTTP.`,
        fix: 'Check the address and the port.',
      };
    case 'too_large':
      return {
        code: 'answer_too_large',
        message: `The answer of ${host} is larger than ${answerMiB} MiB, the most a step takes in.`,
        fix: 'Ask for less at a time.',
        ...known,
      };
    case 'bad_encoding':
      return {
        code: 'answer_unreadable',
        message: `The answer of ${host} is packed in a way that cannot be read.`,
        ...known,
      };
    case 'redirect':
      return {
        code: 'redirect_refused',
        message: redirectWords[fault.why](host, fault.to),
        fix: 'Use the address it points to, if you trust it.',
        ...known,
      };
  }
}

/** Faults after which the request may still have been carried out. An answer that is only unreadable has arrived. */
const leavesDoubt = new Set([
  'aborted',
  'lost',
  'not_http',
  'unreachable',
  'slow_connect',
  'not_found',
  'certificate',
  'refused_address',
]);

export function faultOutcome(failed: Failed, signal: AbortSignal): StepOutcome {
  const error = errorOf(failed, signal);
  if (!failed.wrote || !leavesDoubt.has(failed.fault.kind)) return { ok: false, error };
  return {
    ok: 'unsure',
    error: { ...error, message: `${error.message} The request had left, so it may have been carried out.` },
  };
}

export function statusError(host: string, status: number, retryMs: number | null): StepError {
  const passing = status === 429 || status >= 500;
  const words =
    status === 401 || status === 403
      ? {
          message: `${host} refused the key (${status}).`,
          fix: 'Check the connection’s key and what it may do.',
        }
      : status === 404
        ? { message: `${host} has nothing at this address (404).`, fix: 'Check the path.' }
        : status === 429
          ? { message: `${host} asks for fewer requests (429).`, fix: 'Try again later.' }
          : status >= 500
            ? {
                message: `${host} failed on its side (${status}).`,
                fix: 'Try again later, or look at the service.',
              }
            : {
                message: `${host} answered ${status}, which does not count as success here.`,
                fix: 'Look at its answer. If it is a good one, say so at the step under “Good answers” (success).',
              };
  return {
    code: 'http_status',
    ...words,
    status,
    ...(passing ? { passing: true } : {}),
    ...(passing && retryMs !== null ? { retryAfterMs: retryMs } : {}),
  };
}
