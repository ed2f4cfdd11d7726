import { onTestFinished, describe, expect, test } from 'vitest';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Client } from '../../../shared/api/client.ts';
import { createClient } from '../../../shared/api/client.ts';
import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { startHost, tokenFor, type TestHost } from '../../support/host.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';
import { startModelServer, type ModelServer } from '../../support/model-server.ts';
import { testedFlow } from '../../support/tested-flow.ts';

const secret = 'canary-Zq7-81f0c2ab';

type Far = { host: TestHost; client: Client; cms: HttpServer; model: ModelServer };

/** The flow as a draft; its connections made and bound unless said. */
async function open(options: { bound?: boolean; text?: string } = {}): Promise<Far> {
  const [host, cms, model] = await Promise.all([startHost(), startHttpServer(), startModelServer()]);
  onTestFinished(() => cms.close());
  onTestFinished(() => model.close());
  const { client } = host;
  await client('flows.import', { text: options.text ?? testedFlow() });
  await client('connections.create', {
    name: 'site',
    kind: 'http',
    settings: { baseUrl: `${cms.url}/api` },
    secrets: { token: secret },
  });
  await client('connections.create', {
    name: 'tiny',
    kind: 'llm',
    settings: { baseUrl: model.baseUrl, model: 'tiny' },
    secrets: { apiKey: 'canary-model-5521' },
  });
  if (options.bound !== false) {
    await client('connections.bind', { id: 'tested', slot: 'cms', name: 'site' });
    await client('connections.bind', { id: 'tested', slot: 'model', name: 'tiny' });
  }
  return { host, client, cms, model };
}

const tried = (client: Client, node: string, more: object = {}): Promise<OutputOf<'flows.testStep'>> =>
  client('flows.testStep', { id: 'tested', node, ...more });

describe('a step that reads', () => {
  test('asks the real system once with the example values, and shows the request without its secrets', async () => {
    const { client, cms } = await open();
    cms.script({ do: 'answer', json: { text: 'Hello', echo: secret } });
    const result = await tried(client, 'look');
    expect(result).toMatchObject({
      outcome: 'succeeded',
      kind: 'http',
      port: 'done',
      error: null,
      needsReal: false,
      sends: [{ to: `GET ${cms.url}/api/posts/Tides`, headers: { authorization: '•••' }, body: null }],
      output: { status: 200, body: { text: 'Hello', echo: '•••' } },
      usedFrom: { trigger: 'sample', steps: {}, run: null },
    });
    expect(cms.requests).toHaveLength(1);
    expect(cms.requests[0]?.headers['authorization']).toBe(`Bearer ${secret}`);
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  test('makes no run and leaves nothing in the history', async () => {
    const { client } = await open();
    const entries = (await client('audit.list', {})).items.length;
    await tried(client, 'look');
    expect((await client('runs.list', {})).items).toEqual([]);
    expect((await client('audit.list', {})).items).toHaveLength(entries);
  });

  test('ends at the step’s own time limit', async () => {
    const { client, cms } = await open();
    cms.script({ do: 'hang' });
    const result = await tried(client, 'look');
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'timeout' }, output: null, port: null });
    expect(result.tookMs).toBeGreaterThanOrEqual(290);
    expect(result.tookMs).toBeLessThan(5000);
  });

  test.each([
    [{ do: 'reset' } as const, { code: 'connection_lost' }],
    [
      { do: 'answer', status: 429, headers: { 'retry-after': '7' } } as const,
      { code: 'http_status', status: 429 },
    ],
    [
      { do: 'answer', status: 500, body: `it broke, ${secret}` } as const,
      { code: 'http_status', status: 500 },
    ],
  ])('fails with what happened and what to do, and is not tried again: %j', async (script, error) => {
    const { client, cms } = await open();
    cms.script(script);
    const result = await tried(client, 'look');
    expect(result).toMatchObject({ outcome: 'failed', error });
    expect(result.error?.fix).toBeTruthy();
    expect(cms.requests).toHaveLength(1);
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  test('shows the model’s request to the byte', async () => {
    const { client, model } = await open();
    model.script({ do: 'json', value: { risk: 7, summary: 'Fine' } });
    const result = await tried(client, 'ask');
    expect(result).toMatchObject({ outcome: 'succeeded', output: { risk: 7, summary: 'Fine' } });
    expect(JSON.parse(result.sends[0]?.body ?? '')).toEqual(model.requests()[0]?.body);
    expect(result.sends[0]?.body).toContain('Summarize The sea rises');
  });

  test('answers from its example where the draft has no connection, and says practice', async () => {
    const { client, cms } = await open({ bound: false });
    expect(await tried(client, 'look')).toMatchObject({
      outcome: 'practice',
      sends: [],
      output: { status: 200, body: { text: 'The sea rises' } },
    });
    // What is live is nobody's business here.
    await client('connections.bind', { id: 'tested', slot: 'cms', name: 'site', target: 'live' });
    expect(await tried(client, 'look')).toMatchObject({ outcome: 'practice' });
    expect(cms.requests).toEqual([]);
    // A step without an example answers with one that is made up in its shape.
    expect(await tried(client, 'tell')).toMatchObject({ outcome: 'practice' });
  });
});

describe('a step that changes something outside', () => {
  test('shows what it would send, and sends those very bytes when told to', async () => {
    const { client, cms } = await open();
    const preview = await tried(client, 'send');
    expect(preview).toMatchObject({ outcome: 'preview', needsReal: true, output: null, port: null });
    expect(cms.requests).toEqual([]);
    const real = await tried(client, 'send', { real: true, test: preview.test });
    expect(real).toMatchObject({
      outcome: 'succeeded',
      needsReal: false,
      port: 'done',
      output: { status: 200 },
    });
    expect(real.sends).toEqual(preview.sends);
    const [sent] = cms.requests;
    const [shown] = preview.sends;
    expect(`${sent?.method} ${cms.url}${sent?.url}`).toBe(shown?.to);
    expect(sent?.body).toBe(shown?.body);
    const { host: _, connection: __, ...headers } = sent?.headers ?? {};
    expect({ ...headers, authorization: '•••' }).toEqual(shown?.headers);
  });

  test('carries the preview’s number in its key, so that the second look is the same message', async () => {
    const { client, cms } = await open();
    const preview = await tried(client, 'tell');
    await tried(client, 'tell', { real: true, test: preview.test });
    expect(cms.requests[0]?.body).toBe(preview.sends[0]?.body);
    expect(cms.requests[0]?.headers['idempotency-key']).toBe(`${preview.test}.tell.1`);
    const again = await tried(client, 'tell', { real: true });
    expect(again.test).not.toBe(preview.test);
  });

  test('never takes the number of a run for its own', async () => {
    const { client } = await open();
    const { id } = await client('runs.start', { id: 'tested', input: { title: 'Tides' } });
    await expect(tried(client, 'tell', { test: id })).rejects.toMatchObject({ code: 'malformed' });
  });

  test('says that it may have happened where the answer was lost', async () => {
    const { client, cms } = await open();
    cms.script({ do: 'reset' });
    const result = await tried(client, 'send', { real: true });
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'connection_lost' } });
    expect(result.error?.message).toContain('may have been carried out');
  });

  test('is only shown to agents', async () => {
    const { host, cms } = await open();
    const { token } = await tokenFor(host, 'agent', 'owner');
    const agent = createClient(createHttpCall({ url: host.url, token }));
    expect(await tried(agent, 'send')).toMatchObject({ outcome: 'preview', needsReal: true });
    await expect(tried(agent, 'send', { real: true })).rejects.toMatchObject({ code: 'forbidden' });
    expect(cms.requests).toEqual([]);
    expect(await tried(agent, 'look')).toMatchObject({ outcome: 'succeeded' });
  });
});

describe('the values', () => {
  test('come from whoever asks, else from the last draft run, else from the examples', async () => {
    const { client, model } = await open({ bound: false });
    const { id } = await client('runs.start', { id: 'tested', input: { title: 'Runs' } });
    await expect.poll(async () => (await client('runs.get', { id })).status).toBe('waiting');
    const fromRun = await tried(client, 'shape');
    expect(fromRun).toMatchObject({
      output: { line: 'Harmless (4)', first: 'sea' },
      usedFrom: { trigger: 'run', steps: { ask: 'run', look: 'run' }, run: id },
    });
    const own = await tried(client, 'shape', { values: { steps: { ask: { risk: 1, summary: 'Mine' } } } });
    expect(own).toMatchObject({
      output: { line: 'Mine (1)' },
      usedFrom: { steps: { ask: 'given', look: 'run' } },
    });
    expect(await tried(client, 'finish')).toMatchObject({
      words: 'The run would end as succeeded: “Sent Runs”',
    });
    expect(await tried(client, 'finish', { first: 'samples' })).toMatchObject({
      words: 'The run would end as succeeded: “Sent Tides”',
    });
    expect(model.requests()).toEqual([]);
  });

  test('that are missing fail in plain words, at their field', async () => {
    const { client } = await open();
    const values = { steps: { look: { body: { text: 'x' } }, ask: { risk: 1, summary: 'y' } } };
    const result = await tried(client, 'shape', { values });
    expect(result).toMatchObject({
      outcome: 'failed',
      error: { code: 'expression_error' },
      field: 'config.values.first',
    });
    expect(result.error?.fix).toBeTruthy();
    const text = await tried(client, 'weigh', { values: { steps: { ask: { risk: 'much' } } } });
    expect(text).toMatchObject({ outcome: 'failed', field: 'config.cases.0.when', cases: [{ holds: null }] });
  });
});

describe('a step that only decides', () => {
  test('tells which way, because of which condition, with the values in it', async () => {
    const { client } = await open();
    expect(await tried(client, 'weigh')).toMatchObject({
      outcome: 'succeeded',
      port: 'middle',
      cases: [
        { name: 'high', holds: false, values: [{ source: 'steps.ask.risk', value: 4 }] },
        {
          name: 'middle',
          holds: true,
          values: [
            { source: 'steps.ask.risk', value: 4 },
            { source: 'trigger.input.title', value: 'Tides' },
          ],
        },
      ],
    });
    const low = await tried(client, 'weigh', { values: { steps: { ask: { risk: 1 } } } });
    expect(low).toMatchObject({ port: 'else', cases: [{ holds: false }, { holds: false }] });
  });

  test('shows the card as people would see it, and asks nobody', async () => {
    const { client } = await open();
    const result = await tried(client, 'review');
    expect(result).toMatchObject({
      outcome: 'preview',
      needsReal: false,
      card: {
        title: 'Publish Tides',
        draft: true,
        status: 'pending',
        proposal: { action: 'Publish', target: 'the site', reason: 'Harmless' },
      },
    });
    expect(result.card?.next['approved']?.join(' ')).toContain('POST to');
    expect((await client('approvals.list', {})).items).toEqual([]);
  });

  test('says how long it would wait, or what starts it', async () => {
    const { client } = await open();
    const rest = await tried(client, 'rest');
    expect(rest).toMatchObject({
      outcome: 'preview',
      words: 'The run would sleep and then go on by itself.',
    });
    expect(Date.parse(rest.until ?? '') - Date.now()).toBeGreaterThan(7_100_000);
    expect(await tried(client, 'answer')).toMatchObject({
      outcome: 'preview',
      words: 'The run would wait until somebody calls the address it hands out.',
    });
    expect(await tried(client, 'begin')).toMatchObject({ outcome: 'preview', test: '' });
  });
});

describe('a drawing that is not finished', () => {
  const half = testedFlow().replace(
    "path: '/posts/{{ trigger.input.title }}'",
    "path: '/posts/{{ steps.nobody.x }}'",
  );

  test('does not keep its other steps from being tested', async () => {
    const { client } = await open({ text: half });
    expect((await client('flows.get', { id: 'tested' })).hash).toBeNull();
    expect(await tried(client, 'weigh')).toMatchObject({ outcome: 'succeeded', port: 'middle' });
    const { card } = await tried(client, 'review');
    expect(card).toMatchObject({ title: 'Publish Tides', next: {} });
  });

  test('refuses the step that has a problem, and names it', async () => {
    const { client } = await open({ text: half });
    await expect(tried(client, 'look')).rejects.toMatchObject({
      code: 'invalid_flow',
      details: [{ node: 'look', field: 'config.path' }],
    });
    await expect(tried(client, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});
