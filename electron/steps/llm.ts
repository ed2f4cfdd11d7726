import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, jsonSchema, NoObjectGeneratedError, Output } from 'ai';
import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import { fieldsToJsonSchema } from '../../shared/steps/field-value.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import { abortedError } from './aborted.ts';
import type { Executor, OpenConnection, Preview, Sending, StepContext } from './executor.ts';
import type { Request } from './http/exchange.ts';
import type { Guard } from './http/guard.ts';
import { sendingOf } from './http/sending.ts';
import { noAnswer, refusedError } from './llm/errors.ts';
import { createKeepingFetch, createModelFetch } from './llm/model-fetch.ts';
import { readAnswer } from './llm/read-answer.ts';
import { parseInput } from './parse-input.ts';
import { retryAfterMs } from './retry-after.ts';

// The library prints its warnings to the console; ours go to the step's log.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** How much of a raw reply an error keeps: enough to see what the model said. */
const shownChars = 4_000;

type Config = ConfigOf<'llm'>;
type Reply = {
  text: string;
  finish: string;
  usage: { input: number | undefined; output: number | undefined };
};

export function createLlmExecutor(guard: Guard): Executor<Json> {
  return {
    execute: (input, context) => execute(input, context, guard),
    preview: (input, context) => preview(input, context),
  };
}

type Question =
  | { ok: true; config: Config; connection: OpenConnection; url: URL; model: string }
  | { ok: false; error: StepError };

function questionOf(input: Json, connection: OpenConnection | null): Question {
  const parsed = parseInput('llm', input);
  if (!parsed.ok) return parsed;
  const { config } = parsed;
  const url = URL.parse(connection?.settings['baseUrl'] ?? '');
  const model =
    config.model === undefined || config.model === '' ? (connection?.settings['model'] ?? '') : config.model;
  if (connection === null || url === null || model === '') {
    return {
      ok: false,
      error: {
        code: 'invalid_connection',
        message: 'This step has no model to ask.',
        fix: 'Give the connection an address and a model.',
      },
    };
  }

  return { ok: true, config, connection, url, model };
}

/** The library writes the request; it is caught where it would have left. */
async function preview(input: Json, context: StepContext): Promise<Preview> {
  const question = questionOf(input, context.connection);
  if (!question.ok) return question;
  const sends: Sending[] = [];
  const keep = (request: Request): never => {
    sends.push(sendingOf(request));
    throw new Error('only looked at');
  };
  await ask(question.config, question.connection, question.model, createKeepingFetch(keep), context).catch(
    () => undefined,
  );
  return { ok: true, sends };
}

async function execute(input: Json, context: StepContext, guard: Guard): Promise<StepOutcome> {
  const question = questionOf(input, context.connection);
  if (!question.ok) return question;
  const { config, connection, url, model } = question;
  const { signal } = context;
  const transport = createModelFetch(guard, signal);
  try {
    const reply = await ask(config, connection, model, transport.fetch, context);
    return answered(reply, config, model, context);
  } catch (error) {
    if (signal.aborted) return { ok: false, error: abortedError(signal, `Asking ${model}`) };
    const failure = transport.failure();
    if (failure !== null) return noAnswer(failure, url, signal);
    if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
      const retryMs = retryAfterMs(error.responseHeaders?.['retry-after'], context.now());
      return { ok: false, error: refusedError(error.statusCode, url.host, model, retryMs) };
    }
    return {
      ok: false,
      error: {
        code: 'not_a_model',
        message: `What answers at ${url.host} does not speak like a model server.`,
        fix: 'Check the connection’s address; it often ends in /v1.',
        passing: true,
      },
    };
  }
}

async function ask(
  config: Config,
  connection: OpenConnection,
  model: string,
  fetch: ReturnType<typeof createModelFetch>['fetch'],
  context: StepContext,
): Promise<Reply> {
  const apiKey = connection.secrets['apiKey'];
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: connection.settings['baseUrl'] ?? '',
    fetch,
    ...(apiKey === undefined ? {} : { apiKey }),
    supportsStructuredOutputs: connection.settings['answers'] !== 'json',
  });
  // The schema is sent to the model; whether its answer fits is for our own field grammar to say.
  const output =
    config.output === undefined
      ? undefined
      : Output.object({
          schema: jsonSchema<Json>(fieldsToJsonSchema(config.output), {
            validate: (value) => ({ success: true, value: value as Json }),
          }),
        }); // came from JSON.parse
  const schemaInWords =
    config.output === undefined || connection.settings['answers'] !== 'json'
      ? ''
      : `\n\nAnswer with one JSON object and nothing else. Its JSON schema: ${JSON.stringify(fieldsToJsonSchema(config.output))}`;
  try {
    const result = await generateText({
      model: provider(model),
      prompt: `${config.prompt}${schemaInWords}`,
      ...(config.system === undefined || config.system === '' ? {} : { system: config.system }),
      ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
      ...(config.maxTokens === undefined ? {} : { maxOutputTokens: config.maxTokens }),
      ...(output === undefined ? {} : { output }),
      maxRetries: 0,
      abortSignal: context.signal,
    });
    return {
      text: result.text,
      finish: result.finishReason,
      usage: { input: result.usage.inputTokens, output: result.usage.outputTokens },
    };
  } catch (error) {
    // The library could not parse the answer; we read it ourselves, so that fenced JSON still counts.
    if (!NoObjectGeneratedError.isInstance(error) || error.text === undefined) throw error;
    return {
      text: error.text,
      finish: error.finishReason ?? 'stop',
      usage: { input: error.usage?.inputTokens, output: error.usage?.outputTokens },
    };
  }
}

function answered(reply: Reply, config: Config, model: string, context: StepContext): StepOutcome {
  const tokens = `${reply.usage.input ?? '?'} tokens in, ${reply.usage.output ?? '?'} out`;
  context.log(`${model} answered: ${tokens}`);
  const cut = reply.finish === 'length';
  if (reply.finish === 'content-filter') {
    return {
      ok: false,
      error: {
        code: 'answer_withheld',
        message: `${model} withheld its answer (content filter).`,
        fix: 'Change the prompt.',
      },
    };
  }
  if (config.output === undefined) {
    if (cut) context.log('The answer was cut at the token limit.');
    if (reply.text.trim() !== '') return { ok: true, output: { text: reply.text } };
    return {
      ok: false,
      error: {
        code: 'malformed_answer',
        message: `${model} answered with nothing.`,
        fix: 'Give the step a `retry`, or another model.',
        passing: true,
      },
    };
  }
  context.log(`Raw reply: ${reply.text.slice(0, shownChars)}`);
  const read = readAnswer(reply.text, config.output);
  if (read.ok) return { ok: true, output: read.value };
  return {
    ok: false,
    error: {
      code: 'malformed_answer',
      message: cut
        ? `${model}’s answer was cut at the token limit and cannot be used.`
        : `${model}’s answer does not have the wanted form: ${read.why}`,
      fix: cut
        ? 'Raise `maxTokens`, or ask for less.'
        : 'Give the step a `retry`, make the prompt clearer, or use another model.',
      passing: true,
      details: { reply: reply.text.slice(0, shownChars) },
    },
  };
}
