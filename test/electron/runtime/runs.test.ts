import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addFlow,
  field,
  openEngine,
  outputOf,
  removeHome,
  statusOf,
  temporaryHome,
  until,
} from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

let home: string;
let engine: EngineHome;
const open = async (options: EngineOptions = {}): Promise<EngineHome> => {
  engine = await openEngine({ home, ...options });
  return engine;
};
beforeEach(() => {
  home = temporaryHome();
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

const start = (flow: string, more: object = {}) =>
  engine.runtime.start({ flow, target: 'draft', input: {}, startedBy: 'owner', ...more });

const manual = (body: string, head = '') => `countersign: 1
id: f
${head}nodes:
  go: { kind: trigger.manual }
${body}`;

const sum = manual(
  `  add: { kind: set, config: { values: { sum: '{{ trigger.input.a + 1 }}' } } }
edges:
  - go -> add
`,
  'inputs:\n  a: { type: number, required: true }\n',
);

describe('large values', () => {
  test('what pure steps work out over 64 KiB is stored beside, and read through by the next', async () => {
    await open();
    await addFlow(
      engine,
      manual(
        `  twice: { kind: set, config: { values: { text: '{{ trigger.input.t }}{{ trigger.input.t }}' } } }
  both: { kind: join }
  send: { kind: http, config: { url: 'http://far.test', method: POST, body: { all: '{{ steps.both.outputs }}' } } }
  last: { kind: end, config: { output: { n: '{{ size(steps.twice.text) }}', text: 'It is {{ steps.twice.text }}' } } }
edges:
  - go -> twice
  - twice -> both
  - both -> send
  - send -> last
`,
        'inputs:\n  t: { type: text }\n',
      ),
    );
    const { id } = await start('f', { input: { t: 'x'.repeat(60_000) } });
    await until(() => statusOf(engine, id) === 'succeeded');
    expect(outputOf(engine, id, 'twice')).toMatchObject({ text: { size: 120_000, type: 'text/plain' } });
    expect(engine.calls[0]?.input).toMatchObject({ body: { all: { twice: { text: 'x'.repeat(120_000) } } } });
    expect(engine.runtime.state(id).outcome?.output).toMatchObject({ n: 120_000, text: { size: 120_006 } });
    expect(JSON.stringify(engine.runtime.events(id))).not.toContain('x'.repeat(66_000));
    const before = engine.runtime.state(id);
    await engine.close();
    await open();
    expect(engine.runtime.state(id)).toEqual(before);
  });
});

describe('starting', () => {
  test('a run of pure steps is over when it is answered, and survives a restart', async () => {
    await open();
    await addFlow(engine, sum);
    const { id } = await start('f', { input: { a: 2 } });
    expect(statusOf(engine, id)).toBe('succeeded');
    expect(outputOf(engine, id, 'add')).toEqual({ sum: 3 });
    const before = engine.runtime.events(id);
    await engine.close();
    await open();
    expect(engine.runtime.events(id)).toEqual(before);
    expect(engine.store.runs.list({}).items.map((run) => [run.id, run.status])).toEqual([[id, 'succeeded']]);
  });

  test('an input that does not fit starts nothing and says what is wrong', async () => {
    await open();
    await addFlow(engine, sum);
    await expect(start('f', { input: { a: 'two' } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(start('f', { input: { a: 1, b: 2 } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(start('g')).rejects.toMatchObject({ code: 'not_found' });
    await expect(start('f', { target: 'live' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(start('f', { target: 9 })).rejects.toMatchObject({ code: 'not_found' });
    expect(engine.store.runs.list({}).items).toEqual([]);
  });

  test('the same request id starts one run, also after a restart; another body is refused', async () => {
    await open();
    await addFlow(engine, sum);
    const first = await start('f', { input: { a: 1 }, requestId: 'r' });
    expect(await start('f', { input: { a: 1 }, requestId: 'r' })).toEqual({ id: first.id, duplicate: true });
    await engine.close();
    await open();
    expect(await start('f', { input: { a: 1 }, requestId: 'r' })).toEqual({ id: first.id, duplicate: true });
    await expect(start('f', { input: { a: 2 }, requestId: 'r' })).rejects.toMatchObject({
      code: 'request_reused',
    });
    expect(engine.store.runs.list({}).items).toHaveLength(1);
  });

  test('a hundred starts of one request id at once are one run', async () => {
    await open();
    await addFlow(engine, sum);
    const ids = await Promise.all(
      Array.from({ length: 100 }, () => start('f', { input: { a: 1 }, requestId: 'r' })),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(engine.store.runs.list({}).items).toHaveLength(1);
  });

  test('watchers hear of a run once it is stored, and not before', async () => {
    await open();
    await addFlow(engine, sum);
    const heard: unknown[] = [];
    engine.runtime.watch(({ run, status, types }) =>
      heard.push({ stored: engine.store.runs.get(run)?.status, status, types }),
    );
    const starting = start('f', { input: { a: 1 } });
    expect(heard).toEqual([]);
    await starting;
    expect(heard).toEqual([
      {
        stored: 'succeeded',
        status: 'succeeded',
        types: ['run.started', 'step.succeeded', 'step.succeeded', 'run.ended'],
      },
    ]);
  });

  test('what a run said can be found by its words', async () => {
    await open();
    await addFlow(
      engine,
      manual(
        `  say: { kind: set, config: { values: { text: 'Ébauche of the tides' } } }\nedges:\n  - go -> say\n`,
      ),
    );
    const { id } = await start('f');
    await engine.runtime.indexed();
    const found = (q: string) => engine.store.runs.list({ q }).items.map((run) => run.id);
    expect([found('ebauche'), found('tid'), found('moon'), found(id.slice(0, 8)), found('"')]).toEqual([
      [id],
      [id],
      [],
      [id],
      [],
    ]);
  });
});

const effect = manual(`  call: { kind: http, config: { url: 'http://far.test/x', method: POST } }
  after: { kind: set, config: { values: { said: '{{ steps.call.from }}' } } }
edges:
  - go -> call
  - call -> after
`);

describe('effects', () => {
  test('an effect begins only after its intention is stored', async () => {
    let stored: unknown;
    await open({
      script: {
        call: ({ run }) => {
          stored = engine.store.events.of(run).map((event) => event.type);
          return { ok: true, output: { from: 'far' } };
        },
      },
    });
    await addFlow(engine, effect);
    const { id } = await start('f');
    await engine.runtime.idle();
    expect(stored).toEqual(['run.started', 'step.succeeded', 'step.started']);
    expect(outputOf(engine, id, 'after')).toEqual({ said: 'far' });
  });

  test('an executor that throws never shows its words: what writes is asked about', async () => {
    await open({
      script: {
        call: () => {
          throw new Error('ECONNREFUSED secret-token');
        },
      },
    });
    await addFlow(engine, effect);
    const { id } = await start('f');
    await engine.runtime.idle();
    const row = engine.store.runs.get(id);
    expect(row).toMatchObject({
      status: 'waiting',
      unknown: true,
      waitingFor: [{ kind: 'unknown', node: 'call', visit: 1 }],
    });
    expect(JSON.stringify(engine.runtime.events(id))).not.toContain('secret-token');
  });

  test('a timeout stops the attempt and is tried again as the drawing says', async () => {
    const clock = createVirtualClock();
    await open({
      clock,
      script: {
        call: ({ attempt }, context) =>
          attempt === 2
            ? { ok: true, output: { from: 'second' } }
            : new Promise((resolve) => {
                context.signal.addEventListener('abort', () =>
                  resolve({ ok: false, error: { code: 'timeout', message: 'Too long.', passing: true } }),
                );
              }),
      },
    });
    await addFlow(
      engine,
      effect.replace(
        'method: POST } }',
        'method: GET }, retry: { attempts: 2, backoff: 10s }, timeout: 30s }',
      ),
    );
    const { id } = await start('f');
    await clock.advance(29_000);
    expect(engine.calls).toHaveLength(1);
    await clock.advance(2000);
    expect(engine.store.runs.get(id)).toMatchObject({ status: 'running', inFlight: false });
    await clock.advance(20_000);
    expect(statusOf(engine, id)).toBe('succeeded');
    expect(engine.calls.map((call) => [call.attempt, call.key])).toEqual([
      [1, `${id}.call.1`],
      [2, `${id}.call.1`],
    ]);
  });

  test('a cancelled run aborts its effect and ignores what arrives late', async () => {
    let aborted = false;
    await open({
      script: {
        call: (_call, context) =>
          new Promise((resolve) => {
            context.signal.addEventListener('abort', () => {
              aborted = true;
              resolve({ ok: true, output: { from: 'late' } });
            });
          }),
      },
    });
    await addFlow(engine, effect);
    const { id } = await start('f');
    await until(() => engine.calls.length === 1);
    await engine.runtime.submit(id, { type: 'cancel', by: 'owner', reason: 'No longer needed.' }, 'cli');
    await engine.runtime.idle();
    expect([aborted, statusOf(engine, id), outputOf(engine, id, 'call')]).toEqual([true, 'cancelled', null]);
    expect(engine.store.audit.all().map((entry) => entry.kind)).toEqual(['run.cancelled']);
  });

  test('a value over 64 KiB is stored beside and read through where it is used', async () => {
    const text = 'tide '.repeat(20_000);
    await open({ script: { call: () => ({ ok: true, output: { from: 'far', body: text } }) } });
    await addFlow(engine, effect.replace('{{ steps.call.from }}', '{{ size(steps.call.body) }}'));
    const { id } = await start('f');
    await engine.runtime.idle();
    expect(outputOf(engine, id, 'call')).toEqual({
      from: 'far',
      body: { $resource: expect.stringMatching(/^[0-9a-f]{64}$/), size: 100_000, type: 'text/plain' },
    });
    expect(outputOf(engine, id, 'after')).toEqual({ said: 100_000 });
    expect(JSON.stringify(engine.runtime.events(id)).length).toBeLessThan(3000);
  });

  test('a draft without a binding answers from its samples, or from one made up in their shape, and says practice', async () => {
    await open({ connection: () => null });
    const flow = `countersign: 1
id: f
connections:
  cms: { kind: http }
nodes:
  go: { kind: trigger.manual }
  call: { kind: http, config: { connection: cms, method: POST, path: /posts } }
edges:
  - go -> call
samples:
  call: { status: 201, body: { id: 7 } }
`;
    await addFlow(engine, flow);
    const { id } = await start('f');
    await engine.runtime.idle();
    expect(outputOf(engine, id, 'call')).toEqual({ status: 201, body: { id: 7 } });
    expect(engine.store.runs.get(id)).toMatchObject({ status: 'succeeded', practice: true });
    await addFlow(engine, flow.replace('  call: { status: 201, body: { id: 7 } }', '  go: {}'));
    const second = await start('f');
    await engine.runtime.idle();
    expect(outputOf(engine, second.id, 'call')).toEqual({ status: 200, headers: {}, body: {} });
    expect(engine.store.runs.get(second.id)).toMatchObject({ status: 'succeeded', practice: true });
    expect(engine.calls).toEqual([]);
  });

  test('a live run without its connection fails with words and never practises', async () => {
    await open({
      connection: (_flow, _slot, target) =>
        target === 'draft' ? { name: 'x', kind: 'http', settings: {}, secrets: {} } : null,
    });
    await addFlow(
      engine,
      `countersign: 1
id: f
connections:
  cms: { kind: http }
nodes:
  go: { kind: trigger.manual }
  call: { kind: http, config: { connection: cms, path: /posts } }
edges:
  - go -> call
samples:
  call: { status: 200 }
`,
      true,
    );
    const { id } = await start('f', { target: 'live' });
    await engine.runtime.idle();
    expect(engine.runtime.state(id)).toMatchObject({
      status: 'failed',
      outcome: { node: 'call', message: expect.stringContaining('“cms” is not set up') },
    });
    expect(engine.calls).toEqual([]);
  });

  test('a thousand effects of one flow do not make another flow wait', async () => {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await open({
      script: {
        call: async () => {
          await gate;
          return { ok: true, output: {} };
        },
      },
    });
    await addFlow(engine, effect.replace('{{ steps.call.from }}', 'x'));
    await addFlow(
      engine,
      effect.replace('id: f', 'id: g').replaceAll('call', 'other').replace('{{ steps.other.from }}', 'x'),
    );
    await Promise.all(Array.from({ length: 200 }, () => start('f')));
    const { id } = await start('g');
    await until(() => engine.calls.length === 64);
    expect(engine.calls.every((call) => call.node === 'call')).toBe(true);
    letGo();
    await engine.runtime.idle();
    expect(engine.calls.findIndex((call) => call.run === id)).toBeLessThan(70);
  });
});

describe('callbacks', () => {
  const waiting =
    manual(`  call: { kind: http, config: { url: 'http://far.test', method: POST, body: { answerTo: '{{ callback.answer }}' } } }
  answer: { kind: wait, config: { schema: { ok: { type: boolean, required: true } }, timeout: 1h } }
  end: { kind: end, config: { outcome: succeeded } }
edges:
  - go -> call
  - call -> answer
  - answer -> end
  - answer.timeout -> end
`);
  const urlIn = (): string => {
    const url = field(field(engine.calls[0]?.input ?? null, 'body'), 'answerTo');
    return typeof url === 'string' ? url : '';
  };

  test('the far end gets a real address, history never holds its token, and it resolves the wait once', async () => {
    await open({ script: { call: ({ input }) => ({ ok: true, output: { echo: field(input, 'body') } }) } });
    await addFlow(engine, waiting);
    const { id } = await start('f');
    await engine.runtime.idle();
    const token = urlIn().replace('http://127.0.0.1:1/callbacks/', '');
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(engine.runtime.events(id))).not.toContain(token);
    expect(outputOf(engine, id, 'call')).toEqual({ echo: { answerTo: `callback://${id}/answer/1` } });

    await expect(engine.runtime.callback(`${token}x`, { ok: true })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(engine.runtime.callback(token, { ok: 'yes' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await engine.runtime.callback(token, { ok: true })).toEqual({ run: id, early: false });
    expect(outputOf(engine, id, 'answer')).toEqual({ body: { ok: true } });
    await expect(engine.runtime.callback(token, { ok: true })).rejects.toMatchObject({ code: 'expired' });
  });

  test('a call that comes before its wait is kept, also over a restart, and the first one counts', async () => {
    let letGo = (): void => undefined;
    await open({
      script: { call: () => new Promise((resolve) => (letGo = () => resolve({ ok: true, output: {} }))) },
    });
    await addFlow(engine, waiting.replace('method: POST', 'method: POST, idempotencyKey: k'));
    const { id } = await start('f');
    await until(() => engine.calls.length === 1);
    const token = urlIn().replace('http://127.0.0.1:1/callbacks/', '');
    await expect(engine.runtime.callback(token, {})).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await engine.runtime.callback(token, { ok: true })).toEqual({ run: id, early: true });
    await expect(engine.runtime.callback(token, { ok: false })).rejects.toMatchObject({ code: 'expired' });
    letGo();
    await engine.close();
    await open();
    await engine.runtime.idle();
    expect([statusOf(engine, id), outputOf(engine, id, 'answer')]).toEqual([
      'succeeded',
      { body: { ok: true } },
    ]);
  });

  test('an answer with a text over 64 KiB fits its schema like a small one, also before its wait', async () => {
    let letGo = (): void => undefined;
    await open({
      script: { call: () => new Promise((resolve) => (letGo = () => resolve({ ok: true, output: {} }))) },
    });
    await addFlow(engine, waiting.replace('ok: { type: boolean', 'text: { type: string'));
    const answer = { text: 'x'.repeat(70_000) };
    const tokenOf = async (count: number): Promise<string> => {
      await until(() => engine.calls.length === count);
      return JSON.stringify(engine.calls[count - 1]?.input).match(/callbacks\/([\w.-]+)/)?.[1] ?? '';
    };

    const early = await start('f');
    expect((await engine.runtime.callback(await tokenOf(1), answer)).early).toBe(true);
    letGo();
    await engine.runtime.idle();
    expect(statusOf(engine, early.id)).toBe('succeeded');

    const { id } = await start('f');
    const token = await tokenOf(2);
    letGo();
    await engine.runtime.idle();
    expect((await engine.runtime.callback(token, answer)).early).toBe(false);
    expect(statusOf(engine, id)).toBe('succeeded');
  });
});
