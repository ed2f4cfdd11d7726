import {
  exchange,
  type Exchange,
  type ExchangeLimits,
  type Request as WireRequest,
} from '../http/exchange.ts';
import type { Guard } from '../http/guard.ts';

export type ModelFetch = {
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Why the last request got no answer; the library's own words about it are never shown. */
  failure: () => Extract<Exchange, { ok: false }> | null;
};

const limits: ExchangeLimits = { connectMs: 15_000, answerBytes: 8 * 1024 * 1024 };

const addressOf = (input: string | URL | Request): string =>
  typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;

function bytesOf(body: RequestInit['body']): Uint8Array | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return body;
  throw new TypeError('a model request has a text body');
}

function wireRequest(input: string | URL | Request, init?: RequestInit): WireRequest {
  return {
    url: new URL(addressOf(input)),
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init?.headers).entries()),
    body: bytesOf(init?.body),
  };
}

/** A `fetch` that shows the request it was given and sends nothing. */
export function createKeepingFetch(keep: (request: WireRequest) => never): ModelFetch['fetch'] {
  // The library waits for a promise, whatever becomes of it.
  return async (input, init) => keep(await Promise.resolve(wireRequest(input, init)));
}

/** `fetch` over our own guarded exchange: no redirects, the model's key goes to the model's address alone. */
export function createModelFetch(guard: Guard, signal: AbortSignal): ModelFetch {
  let failure: Extract<Exchange, { ok: false }> | null = null;
  return {
    failure: () => failure,
    fetch: async (input, init) => {
      const result = await exchange(wireRequest(input, init), guard, limits, signal);
      if (!result.ok) {
        failure = result;
        throw new Error('no answer'); // never shown: the step's words come from `failure`
      }
      const { status, headers: answered, body } = result.answer;
      const kept = Object.fromEntries(
        Object.entries(answered).filter(([name]) => name !== 'content-encoding' && name !== 'content-length'),
      );
      const empty = status === 204 || status === 304;
      return new Response(empty ? null : new Uint8Array(body), { status, headers: kept });
    },
  };
}
