import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import type { Executor, OpenConnection, Preview, StepContext } from './executor.ts';
import type { Request } from './http/exchange.ts';
import { follow } from './http/follow.ts';
import type { Guard } from './http/guard.ts';
import { answerMiB, faultOutcome, statusError } from './http/outcome.ts';
import { readBody } from './http/read-body.ts';
import { sendingOf } from './http/sending.ts';
import { countsAsSuccess } from './http/success.ts';
import { bodyOf, secretHeaders, stepHeaders, targetOf } from './http/target.ts';
import { parseInput } from './parse-input.ts';
import { retryAfterMs } from './retry-after.ts';

const limits = { connectMs: 15_000, answerBytes: answerMiB * 1024 * 1024 };

/** A step's error keeps this much of the answer, enough to see what the other side said. */
const shownChars = 2_000;

export function createHttpExecutor(guard: Guard): Executor<Json> {
  return {
    execute: (input, context) => execute(input, context, guard),
    preview: (input, context) => Promise.resolve(preview(input, context)),
  };
}

type Made = { ok: true; request: Request; config: ConfigOf<'http'> } | { ok: false; error: StepError };

/** The request of a step: what is previewed is what is sent. */
function requestOf(input: Json, connection: OpenConnection | null): Made {
  const parsed = parseInput('http', input);
  if (!parsed.ok) return parsed;
  const { config } = parsed;

  const target = targetOf(config, connection);
  if (!target.ok) return target;
  const secret = secretHeaders(connection);
  const own = stepHeaders(config.headers ?? {}, secret);
  if (!own.ok) return own;
  const key = stepHeaders(
    config.idempotencyKey === undefined ? {} : { 'Idempotency-Key': config.idempotencyKey },
    {},
  );
  if (!key.ok) return key;
  const body = bodyOf(config.body);
  if (body !== null && (config.method === 'GET' || config.method === 'HEAD')) {
    return {
      ok: false,
      error: {
        code: 'invalid_input',
        message: `A ${config.method} request carries no body.`,
        fix: 'Remove `body`, or use POST.',
      },
    };
  }
  const headers = {
    accept: 'application/json, text/*;q=0.9, */*;q=0.5',
    'user-agent': 'Countersign',
    ...(body === null ? {} : { 'content-type': body.type }),
    ...own.value,
    ...key.value,
    ...secret,
  };
  const request = { url: target.value, method: config.method, headers, body: body?.bytes ?? null };
  return { ok: true, request, config };
}

function preview(input: Json, context: StepContext): Preview {
  const made = requestOf(input, context.connection);
  return made.ok ? { ok: true, sends: [sendingOf(made.request)] } : made;
}

async function execute(input: Json, context: StepContext, guard: Guard): Promise<StepOutcome> {
  const made = requestOf(input, context.connection);
  if (!made.ok) return made;
  const { config, request } = made;
  const { host, pathname } = new URL(request.url);
  context.log(`${config.method} ${host}${pathname}, ${request.body?.length ?? 0} bytes`);
  const result = await follow(request, {
    guard,
    limits,
    signal: context.signal,
    accepts: (status) => countsAsSuccess(config.success, status),
  });
  if (!result.ok) return faultOutcome(result, context.signal);

  const { answer, url } = result;
  context.log(`${config.method} ${url.host} answered ${answer.status}, ${answer.body.length} bytes`);
  const type = answer.headers['content-type'] ?? '';
  if (!countsAsSuccess(config.success, answer.status)) {
    const error = statusError(
      url.host,
      answer.status,
      retryAfterMs(answer.headers['retry-after'], context.now()),
    );
    const said = answer.body.toString('utf8').slice(0, shownChars);
    return { ok: false, error: said === '' ? error : { ...error, details: { answer: said } } };
  }
  const value = await readBody(answer.body, type, (bytes, kind) => context.resources.put(bytes, kind));
  return { ok: true, output: { status: answer.status, headers: answer.headers, body: value } };
}
