import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { createGuard } from '../../../electron/steps/http/guard.ts';
import { createLlmExecutor } from '../../../electron/steps/llm.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startHttpServer } from '../../support/http-server.ts';
import { startModelServer } from '../../support/model-server.ts';
import { connection, stepContext, timeoutReason } from '../../support/step-context.ts';

const key = 'sk-canary-0123456789';
const server = await startModelServer({ models: ['tiny', 'big'], key });
afterAll(() => server.close());

const llm = createLlmExecutor(createGuard(() => []));
const writer = (settings: Record<string, string> = {}, secrets: Record<string, string> = { apiKey: key }) =>
  connection(
    'llm',
    { baseUrl: server.baseUrl, model: 'tiny', provider: 'openai-compatible', answers: 'schema', ...settings },
    secrets,
  );
const ask = (input: JsonObject, context: Partial<StepContext> = {}) => {
  const full = stepContext({ connection: writer(), ...context });
  return llm
    .execute({ connection: 'writer', prompt: 'Summarise', ...input }, full)
    .then((outcome) => ({ outcome, lines: full.lines }));
};
const typed = { summary: 'string', risk: { type: 'string', enum: ['low', 'high'] } };

beforeEach(() => server.script({ do: 'say', text: 'Hello.' }));

describe('an answer', () => {
  test('without an output is the text; the log says model and tokens, never the key', async () => {
    const { outcome, lines } = await ask({ system: 'Be brief.', temperature: 0.2, maxTokens: 50 });
    expect(outcome).toEqual({ ok: true, output: { text: 'Hello.' } });
    expect(lines).toEqual(['tiny answered: 21 tokens in, 7 out']);
    expect(server.requests().at(-1)).toMatchObject({
      path: '/v1/chat/completions',
      key: `Bearer ${key}`,
      body: {
        model: 'tiny',
        temperature: 0.2,
        max_tokens: 50,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Summarise' },
        ],
      },
    });
    expect(JSON.stringify(server.requests().at(-1)?.body)).not.toContain(key);
  });

  test('with an output is exactly the typed object, asked for by JSON schema', async () => {
    server.script({ do: 'json', value: { summary: 'Tides', risk: 'low' } });
    const { outcome } = await ask({ output: typed });
    expect(outcome).toEqual({ ok: true, output: { summary: 'Tides', risk: 'low' } });
    expect(server.requests().at(-1)?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { schema: { required: ['summary', 'risk'], additionalProperties: false } },
    });
  });

  test('in a fence or a sentence still counts', async () => {
    server.script(
      { do: 'say', text: 'Sure!\n```json\n{"summary":"a","risk":"high"}\n```' },
      { do: 'say', text: 'Here: {"summary":"b","risk":"low"} as asked.' },
    );
    expect((await ask({ output: typed })).outcome).toEqual({
      ok: true,
      output: { summary: 'a', risk: 'high' },
    });
    expect((await ask({ output: typed })).outcome).toEqual({
      ok: true,
      output: { summary: 'b', risk: 'low' },
    });
  });

  test('of a server without JSON schemas is asked for in words', async () => {
    server.script({ do: 'json', value: { summary: 'a', risk: 'low' } });
    const { outcome } = await ask({ output: typed }, { connection: writer({ answers: 'json' }) });
    expect(outcome.ok).toBe(true);
    const body = server.requests().at(-1)?.body;
    expect(body?.response_format?.type).toBe('json_object');
    expect(JSON.stringify(body?.messages)).toContain('Answer with one JSON object');
  });

  test('comes from the step’s model where it names one', async () => {
    await ask({ model: 'big' });
    expect(server.requests().at(-1)?.body.model).toBe('big');
  });

  test('without a key works for a local model', async () => {
    const open = await startModelServer();
    const { outcome } = await ask({}, { connection: writer({ baseUrl: open.baseUrl }, {}) });
    expect(outcome.ok).toBe(true);
    expect(open.requests()[0]?.key).toBeNull();
    await open.close();
  });
});

describe('a malformed answer may pass', () => {
  test.each([
    ['not JSON', { do: 'say', text: 'I would rather not.' } as const, 'it is not JSON'],
    ['a wrong word', { do: 'json', value: { summary: 'a', risk: 'medium' } } as const, 'risk'],
    ['a missing field', { do: 'json', value: { summary: 'a' } } as const, 'risk'],
    [
      'one field too many',
      { do: 'json', value: { summary: 'a', risk: 'low', approved: true } } as const,
      'approved',
    ],
    ['a number as text', { do: 'json', value: { summary: 4, risk: 'low' } } as const, 'summary'],
    ['a cut answer', { do: 'say', text: '{"summary": "Ti', finish: 'length' } as const, 'token limit'],
  ])('%s', async (_name, reply, words) => {
    server.script(reply);
    const { outcome } = await ask({ output: typed });
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'malformed_answer',
        passing: true,
        message: expect.stringContaining(words),
        details: { reply: expect.any(String) },
      },
    });
  });

  test('the raw reply is kept, cut', async () => {
    server.script({ do: 'say', text: 'x'.repeat(50_000) });
    const { outcome } = await ask({ output: typed });
    if (outcome.ok === true) throw new Error('expected a failure');
    expect(outcome.error.details?.['reply']).toBe('x'.repeat(4_000));
  });

  test('an empty text', async () => {
    server.script({ do: 'say', text: '' });
    expect((await ask({})).outcome).toMatchObject({
      ok: false,
      error: { code: 'malformed_answer', passing: true },
    });
  });
});

describe('a refusal', () => {
  const noKey = connection('llm', { baseUrl: server.baseUrl, model: 'tiny' }, { apiKey: 'sk-canary-wrong' });
  test.each([
    ['a refused key is final', {}, { connection: noKey }, null, { code: 'key_refused', status: 401 }],
    ['an unknown model is final', { model: 'huge' }, {}, null, { code: 'model_not_found', status: 404 }],
    [
      '429 passes after the asked time',
      {},
      {},
      { do: 'refuse', status: 429, retryAfter: '3' },
      { code: 'rate_limited', passing: true, retryAfterMs: 3_000 },
    ],
    ['500 passes', {}, {}, { do: 'refuse', status: 500 }, { code: 'model_failed', passing: true }],
    ['400 is final', {}, {}, { do: 'refuse', status: 400 }, { code: 'model_refused', status: 400 }],
    ['a web page is no model', {}, {}, { do: 'not-json' }, { code: 'not_a_model' }],
    ['a reset passes', {}, {}, { do: 'reset' }, { code: 'connection_lost', passing: true }],
    [
      'withheld by a filter is final',
      {},
      {},
      { do: 'say', text: '', finish: 'content_filter' },
      { code: 'answer_withheld' },
    ],
  ] as const)('%s', async (_name, input, context, reply, error) => {
    if (reply !== null) server.script(reply);
    const { outcome } = await ask({ ...input, output: typed }, context);
    expect(outcome).toMatchObject({ ok: false, error });
    if (!('passing' in error) && error.code !== 'not_a_model')
      expect(outcome).not.toHaveProperty('error.passing');
    expect(JSON.stringify(outcome)).not.toMatch(/canary|library words|AI_/);
  });

  test('is tried exactly once: the engine owns retries', async () => {
    const before = server.requests().length;
    server.script({ do: 'refuse', status: 503 });
    await ask({});
    expect(server.requests().length - before).toBe(1);
  });

  test('no host at all passes', async () => {
    const gone = await startHttpServer();
    await gone.close();
    const { outcome } = await ask({}, { connection: writer({ baseUrl: `${gone.url}/v1` }) });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'unreachable', passing: true } });
  });

  test('a model that hangs ends with the timeout', async () => {
    server.script({ do: 'hang' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(timeoutReason()), 150);
    const { outcome } = await ask({}, { signal: controller.signal });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'timeout', passing: true } });
  });

  test('the key is not sent on by a redirect', async () => {
    const elsewhere = await startHttpServer();
    const first = await startHttpServer();
    first.script({ do: 'redirect', status: 307, to: `${elsewhere.url}/v1/chat/completions` });
    const { outcome } = await ask({}, { connection: writer({ baseUrl: `${first.url}/v1` }) });
    expect(outcome.ok).toBe(false);
    expect(elsewhere.requests).toEqual([]);
    await Promise.all([elsewhere.close(), first.close()]);
  });
});
