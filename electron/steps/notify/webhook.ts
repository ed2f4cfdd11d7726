import type { JsonObject } from '../../../shared/json.ts';
import type { OpenConnection, StepContext } from '../executor.ts';
import { exchange, type Request } from '../http/exchange.ts';
import type { Guard } from '../http/guard.ts';
import { faultOutcome, statusError } from '../http/outcome.ts';
import { secretHeaders, targetOf } from '../http/target.ts';
import type { Delivery } from './mail.ts';

const limits = { connectMs: 15_000, answerBytes: 1024 * 1024 };

type Made = { ok: true; request: Request } | { ok: false; reason: string };

/** The request that carries a message: what is previewed is what is posted. */
export function messageRequest(connection: OpenConnection, message: JsonObject, key: string): Made {
  const target = targetOf({}, connection);
  if (!target.ok) return { ok: false, reason: target.error.message };
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'Countersign',
    'idempotency-key': key,
    ...secretHeaders(connection),
  };
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return { ok: true, request: { url: target.value, method: 'POST', headers, body } };
}

/** Posts the message as JSON to the connection's address. At least once: the key lets the far end drop a repeat. */
export async function postMessage(
  connection: OpenConnection,
  message: JsonObject,
  context: StepContext,
  guard: Guard,
): Promise<Delivery> {
  const made = messageRequest(connection, message, context.key);
  if (!made.ok) return { ...made, passing: false };
  const { url } = made.request;
  const result = await exchange(made.request, guard, limits, context.signal);
  if (!result.ok) {
    const outcome = faultOutcome({ ...result, wrote: false, url }, context.signal);
    if (outcome.ok === true) return { ok: true };
    return { ok: false, reason: outcome.error.message, passing: outcome.error.passing === true };
  }
  const { status } = result.answer;
  if (status >= 200 && status < 300) return { ok: true };
  const error = statusError(url.host, status, null);
  return { ok: false, reason: error.message, passing: error.passing === true };
}
