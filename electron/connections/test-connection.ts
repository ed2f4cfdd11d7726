import type { StepError } from '../../shared/errors.ts';
import type { OpenConnection, StepContext } from '../steps/executor.ts';
import { createLlmExecutor } from '../steps/llm.ts';
import { exchange } from '../steps/http/exchange.ts';
import type { Guard } from '../steps/http/guard.ts';
import { faultOutcome } from '../steps/http/outcome.ts';
import { readJson } from '../steps/http/read-body.ts';
import { secretHeaders, targetOf } from '../steps/http/target.ts';
import { createMailSender } from '../steps/notify/mail.ts';
import { openSession } from '../steps/ssh/session.ts';
import { isJsonObject } from '../../shared/json.ts';

/**
 * What a person reads after pressing “Test”. `hostKey`: what an SSH server shows, to be compared and pinned; `models`:
 * what a model server has.
 */
export type TestResult = {
  ok: boolean;
  message: string;
  fix?: string;
  hostKey?: string;
  models?: string[];
};

const limits = { connectMs: 10_000, answerBytes: 4 * 1024 * 1024 };
const testMs = 20_000;

/** “No answer from 127.0.0.1:9: no connection could be made.” */
function silence(place: string, message: string): string {
  const [, why] = message.split(/: (.*)/);
  return why === undefined ? `No answer from ${place}.` : `No answer from ${place}: ${why}`;
}

const failed = (error: StepError, place: string): TestResult => {
  const hostKey = error.details?.['hostKey'];
  return {
    ok: false,
    message: error.code === 'unreachable' ? silence(place, error.message) : error.message,
    ...(error.fix === undefined ? {} : { fix: error.fix }),
    ...(typeof hostKey === 'string' ? { hostKey } : {}),
  };
};

type Asked = { ok: true; status: number; text: string; host: string } | { ok: false; result: TestResult };

async function ask(
  connection: OpenConnection,
  path: string | undefined,
  guard: Guard,
  signal: AbortSignal,
  headers = secretHeaders(connection),
): Promise<Asked> {
  const target = targetOf({ path }, connection);
  if (!target.ok) return { ok: false, result: failed(target.error, '') };
  const url = target.value;
  const request = {
    url,
    method: 'GET',
    headers: { accept: '*/*', 'user-agent': 'Countersign', ...headers },
    body: null,
  };
  const result = await exchange(request, guard, limits, signal);
  if (result.ok)
    return {
      ok: true,
      status: result.answer.status,
      text: result.answer.body.toString('utf8'),
      host: url.host,
    };
  if (result.fault.kind === 'too_large')
    return { ok: true, status: result.status ?? 200, text: '', host: url.host };
  const outcome = faultOutcome({ ...result, wrote: false, url }, signal);
  return {
    ok: false,
    result: outcome.ok === true ? { ok: true, message: '' } : failed(outcome.error, url.host),
  };
}

const keyRefused = (host: string, status: number): TestResult => ({
  ok: false,
  message: `Key refused: ${host} answered ${status}.`,
  fix: 'Enter the key again, and check what it may do.',
});

async function testHttp(connection: OpenConnection, guard: Guard, signal: AbortSignal): Promise<TestResult> {
  const asked = await ask(connection, undefined, guard, signal);
  if (!asked.ok) return asked.result;
  const { status, host } = asked;
  if (status === 401 || status === 403) return keyRefused(host, status);
  if (status >= 500)
    return { ok: false, message: `${host} failed on its side (${status}).`, fix: 'Look at the service.' };
  return { ok: true, message: `${host} answers (${status}).` };
}

/** Providers list hundreds; a form offers what one can look through. */
const mostModels = 200;

const modelFix = 'Check the model’s name and the address; it often ends in /v1.';

/** Names in the server's list, or null where it has none that can be read. */
export function modelsIn(text: string): string[] | null {
  const value = readJson(text);
  if (!isJsonObject(value) || !Array.isArray(value['data'])) return null;
  return value['data'].flatMap((entry) =>
    isJsonObject(entry) && typeof entry['id'] === 'string' ? [entry['id']] : [],
  );
}

async function testModel(connection: OpenConnection, guard: Guard, signal: AbortSignal): Promise<TestResult> {
  const key = connection.secrets['apiKey'];
  const asked = await ask(
    connection,
    '/models',
    guard,
    signal,
    key === undefined ? {} : { authorization: `Bearer ${key}` },
  );
  if (!asked.ok) return asked.result;
  const { status, host } = asked;
  if (status === 401 || status === 403) return keyRefused(host, status);
  const model = connection.settings['model'];
  const models = status === 200 ? modelsIn(asked.text) : null;
  if (models !== null) {
    if (model === undefined)
      return {
        ok: true,
        message: `${host} answers and has ${models.length === 1 ? '1 model' : `${models.length} models`}.`,
        models: models.slice(0, mostModels),
      };
    if (models.some((name) => name === model || name === `${model}:latest`))
      return {
        ok: true,
        message: `${host} answers and has the model “${model}”.`,
        models: models.slice(0, mostModels),
      };
    const some = models.slice(0, 5).join(', ');
    return {
      ok: false,
      message: `Model not found: ${host} has no “${model}”.`,
      fix: some === '' ? modelFix : `It has: ${some}.`,
      models: models.slice(0, mostModels),
    };
  }
  if (model === undefined)
    return { ok: false, message: `${host} answers ${status}, but not like a model server.`, fix: modelFix };
  return await askModel(connection, model, host, guard, signal);
}

/** Servers without a list are asked a question of one word. */
async function askModel(
  connection: OpenConnection,
  model: string,
  host: string,
  guard: Guard,
  signal: AbortSignal,
): Promise<TestResult> {
  const unused = (): never => {
    throw new Error('a question stores and tells nothing');
  };
  const context: StepContext = {
    signal,
    connection,
    key: 'test',
    attempt: 1,
    where: { run: '', flow: '', node: '', visit: 1, draft: true },
    now: Date.now,
    log: () => undefined,
    resources: { put: unused, text: unused },
    people: { recipients: () => [] },
    toast: unused,
  };
  const outcome = await createLlmExecutor(guard).execute(
    { connection: connection.name, model, prompt: 'Say: yes', maxTokens: 16 },
    context,
  );
  if (outcome.ok === true || outcome.error.code === 'malformed_answer')
    return { ok: true, message: `${host} answers as “${model}”.` };
  if (outcome.error.code === 'model_not_found')
    return { ok: false, message: `Model not found: ${host} has no “${model}”.`, fix: modelFix };
  return failed(outcome.error, host);
}

const placeOf = ({ settings }: OpenConnection): string =>
  `${settings['host'] ?? ''}:${settings['port'] ?? ''}`;

async function testSsh(connection: OpenConnection, signal: AbortSignal): Promise<TestResult> {
  const opened = await openSession(connection, signal);
  if (!opened.ok) return failed(opened.error, placeOf(connection));
  opened.session.close();
  return {
    ok: true,
    message: `${opened.session.host} let ${connection.settings['user'] ?? ''} in, with the pinned host key.`,
  };
}

async function testMail(connection: OpenConnection): Promise<TestResult> {
  const sender = createMailSender(connection);
  const delivery = await sender.verify();
  sender.close();
  const place = placeOf(connection);
  return delivery.ok
    ? { ok: true, message: `${place} is ready to take mail.` }
    : delivery.isSilent === true
      ? {
          ok: false,
          message: `No answer from ${place}.`,
          fix: 'Check host and port, and that this computer is online.',
        }
      : { ok: false, message: delivery.reason, fix: 'Check the settings and try again.' };
}

/** Really connects, changes nothing there, and says what happened in plain words. */
export async function testConnection(connection: OpenConnection, guard: Guard): Promise<TestResult> {
  const signal = AbortSignal.timeout(testMs);
  switch (connection.kind) {
    case 'http':
      return await testHttp(connection, guard, signal);
    case 'llm':
      return await testModel(connection, guard, signal);
    case 'ssh':
      return await testSsh(connection, signal);
    case 'smtp':
      return await testMail(connection);
    default:
      return {
        ok: false,
        message: `Connections of the kind ${connection.kind} cannot be tested in this version.`,
      };
  }
}
