import type { JsonObject } from '../../../shared/json.ts';
import type { OpenConnection, StepContext } from '../executor.ts';
import { exchange } from '../http/exchange.ts';
import type { Guard } from '../http/guard.ts';
import { faultOutcome, statusError } from '../http/outcome.ts';
import { secretHeaders, targetOf } from '../http/target.ts';
import type { Delivery } from './mail.ts';

const limits = { connectMs: 15_000, answerBytes: 1024 * 1024 };

/** Posts the message as JSON to the connection's address. At least once: the key lets the far end drop a repeat. */
export async function postMessage(
  connection: OpenConnection,
  message: JsonObject,
  context: StepContext,
  guard: Guard,
): Promise<Delivery> {
  const target = targetOf({}, connection);
  if (!target.ok) return { ok: false, reason: target.error.message, passing: false };
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'Countersign',
    'idempotency-key': context.key,
    ...secretHeaders(connection),
  };
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const result = await exchange(
    { url: target.value, method: 'POST', headers, body },
    guard,
    limits,
    context.signal,
  );
  if (!result.ok) {
    const outcome = faultOutcome({ ...result, wrote: false, url: target.value }, context.signal);
    if (outcome.ok === true) return { ok: true };
    return { ok: false, reason: outcome.error.message, passing: outcome.error.passing === true };
  }
  const { status } = result.answer;
  if (status >= 200 && status < 300) return { ok: true };
  const error = statusError(target.value.host, status, null);
  return { ok: false, reason: error.message, passing: error.passing === true };
}
