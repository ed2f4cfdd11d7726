import {
  exchange,
  type Answer,
  type ExchangeLimits,
  type Fault,
  type Phase,
  type Request,
} from './exchange.ts';
import type { Guard } from './guard.ts';

export const mostRedirects = 5;

export type RedirectFault = {
  kind: 'redirect';
  why: 'too_many' | 'insecure' | 'other_host' | 'unreadable';
  to: string;
};

/** `wrote`: a request that may change something had left at some hop, so a later fault leaves doubt. */
export type Followed =
  | { ok: true; answer: Answer; url: URL }
  | {
      ok: false;
      fault: Fault | RedirectFault;
      phase: Phase;
      sent: boolean;
      wrote: boolean;
      status: number | null;
      url: URL;
    };

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
const reads = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

type Next = { ok: true; request: Request } | { ok: false; fault: RedirectFault };

/**
 * Where an answer points. The same origin gets the same request. Another origin gets a bare GET or HEAD: none of
 * the connection's or the step's headers, no body. A write is never sent elsewhere, and nothing goes from https to http.
 */
function next(request: Request, answer: Answer): Next {
  const to = URL.parse(answer.location ?? '', request.url.href);
  if (to === null || (to.protocol !== 'http:' && to.protocol !== 'https:')) {
    return { ok: false, fault: { kind: 'redirect', why: 'unreadable', to: '' } };
  }
  to.username = '';
  to.password = '';
  to.hash = '';
  const asGet = answer.status === 303 || (answer.status < 303 && request.method === 'POST');
  const method = asGet && request.method !== 'HEAD' ? 'GET' : request.method;
  const dropsBody = method !== request.method;
  if (request.url.protocol === 'https:' && to.protocol === 'http:') {
    return { ok: false, fault: { kind: 'redirect', why: 'insecure', to: to.host } };
  }
  if (to.origin === request.url.origin) {
    const headers = { ...request.headers };
    if (dropsBody) delete headers['content-type'];
    return { ok: true, request: { url: to, method, headers, body: dropsBody ? null : request.body } };
  }
  if (!reads(request.method) || request.body !== null) {
    return { ok: false, fault: { kind: 'redirect', why: 'other_host', to: to.host } };
  }
  const { accept, 'user-agent': agent } = request.headers;
  const headers = {
    ...(accept === undefined ? {} : { accept }),
    ...(agent === undefined ? {} : { 'user-agent': agent }),
  };
  return { ok: true, request: { url: to, method, headers, body: null } };
}

export async function follow(
  first: Request,
  options: {
    guard: Guard;
    limits: ExchangeLimits;
    signal: AbortSignal;
    accepts: (status: number) => boolean;
  },
): Promise<Followed> {
  let request = first;
  let wrote = false;
  for (let hop = 0; ; hop++) {
    const result = await exchange(request, options.guard, options.limits, options.signal);
    const write = !reads(request.method);
    if (!result.ok)
      return {
        ...result,
        sent: result.sent || wrote,
        wrote: wrote || (write && result.sent),
        url: request.url,
      };
    const { answer } = result;
    wrote ||= write;
    if (!isRedirect(answer.status) || answer.location === null || options.accepts(answer.status)) {
      return { ok: true, answer, url: request.url };
    }
    const step: Next =
      hop < mostRedirects
        ? next(request, answer)
        : { ok: false, fault: { kind: 'redirect', why: 'too_many', to: request.url.host } };
    if (!step.ok) {
      return {
        ok: false,
        fault: step.fault,
        phase: 'body',
        sent: true,
        wrote,
        status: answer.status,
        url: request.url,
      };
    }
    request = step.request;
  }
}
