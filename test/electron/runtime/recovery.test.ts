import { fork } from 'node:child_process';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StepOutcome } from '../../../shared/run/input.ts';
import {
  addFlow,
  openEngine,
  outputOf,
  removeHome,
  statusOf,
  temporaryHome,
  until,
} from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';

let home: string;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => removeHome(home));

const never = (): Promise<StepOutcome> => new Promise(() => undefined);

/** The host goes away without a word: what a crash leaves, without the cost of a process. */
function crash(engine: EngineHome): void {
  engine.store.close();
}

const flowWith = (step: string): string => `countersign: 1
id: f
nodes:
  go: { kind: trigger.manual }
  act: ${step}
  after: { kind: set, config: { values: { said: '{{ steps.act }}' } } }
edges:
  - go -> act
  - act -> after
`;

async function interrupted(step: string): Promise<string> {
  const engine = await openEngine({ home, script: { act: never } });
  await addFlow(engine, flowWith(step));
  const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
  await until(() => engine.calls.length === 1);
  crash(engine);
  return id;
}

async function reopened(options: EngineOptions = {}): Promise<EngineHome> {
  const engine = await openEngine({ home, ...options });
  await engine.runtime.idle();
  return engine;
}

describe('an attempt that a crash cut off', () => {
  test('is done again where the step only reads', async () => {
    const id = await interrupted("{ kind: http, config: { url: 'http://far.test' } }");
    const engine = await reopened();
    expect([statusOf(engine, id), engine.calls.map((call) => call.attempt)]).toEqual(['succeeded', [2]]);
    await engine.close();
  });

  test('is done again with the same key where the far end knows the key', async () => {
    const id = await interrupted(
      "{ kind: http, config: { url: 'http://far.test', method: POST, idempotencyKey: order-7 } }",
    );
    const engine = await reopened();
    expect([statusOf(engine, id), engine.calls.map(({ attempt, key }) => [attempt, key])]).toEqual([
      'succeeded',
      [[2, 'order-7']],
    ]);
    await engine.close();
  });

  const detached =
    '{ kind: ssh, config: { connection: box, command: make, detach: true } }\nconnections: { box: { kind: ssh } }';
  const withSlot = (): string => {
    const [step, slots] = detached.split('\n');
    return `${step ?? ''}|${slots ?? ''}`;
  };
  test.each([
    [
      'is taken as done where its probe says so',
      { happened: true as const, output: { exitCode: 0 } },
      'succeeded',
      0,
    ],
    ['is done again where its probe says it never happened', { happened: false as const }, 'succeeded', 1],
    ['asks a person where its probe cannot tell', { happened: 'unsure' as const }, 'waiting', 0],
  ])('%s', async (_title, found, status, repeats) => {
    const [step = '', slots = ''] = withSlot().split('|');
    const engine = await openEngine({ home, script: { act: never } });
    await addFlow(engine, flowWith(step).replace('nodes:', `${slots}\nnodes:`));
    const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await until(() => engine.calls.length === 1);
    crash(engine);
    const again = await reopened({ probe: { act: () => found } });
    expect([statusOf(again, id), again.calls.length]).toEqual([status, repeats]);
    await again.close();
  });

  test('asks a person where it may have changed the world; done, again and fail each go on', async () => {
    const id = await interrupted("{ kind: http, config: { url: 'http://far.test', method: POST } }");
    const engine = await reopened();
    expect(engine.calls).toEqual([]);
    expect(engine.store.runs.get(id)).toMatchObject({
      status: 'waiting',
      unknown: true,
      waitingFor: [{ kind: 'unknown', node: 'act' }],
    });
    expect(engine.store.runs.list({ unknown: true }).items.map((run) => run.id)).toEqual([id]);
    await engine.runtime.submit(
      id,
      { type: 'answer', node: 'act', visit: 1, by: 'owner', answer: 'done', output: { id: 7 } },
      'cli',
    );
    await engine.runtime.idle();
    expect([statusOf(engine, id), outputOf(engine, id, 'after')]).toEqual(['succeeded', { said: { id: 7 } }]);
    expect(engine.store.audit.all().map((entry) => [entry.kind, entry.identified])).toEqual([
      ['run.repaired', 'cli'],
    ]);
    await engine.close();
  });

  test('a finished step is never run again, whatever the crash was in', async () => {
    const engine = await openEngine({ home, script: { later: never } });
    await addFlow(
      engine,
      flowWith("{ kind: http, config: { url: 'http://far.test' } }")
        .replace(
          /after: .*/,
          "after: { kind: http, config: { url: 'http://far.test/{{ steps.act.from }}' } }",
        )
        .replaceAll('after', 'later'),
    );
    const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await until(() => engine.calls.length === 2);
    crash(engine);
    const again = await reopened();
    expect([statusOf(again, id), again.calls.map((call) => call.node)]).toEqual(['succeeded', ['later']]);
    await again.close();
  });
});

describe('closing', () => {
  test('lets a begun write finish, aborts what may be repeated, and leaves nothing to repair', async () => {
    let finish: (outcome: StepOutcome) => void = () => undefined;
    const engine = await openEngine({
      home,
      script: {
        act: ({ input }, context) =>
          new Promise((resolve) => {
            if (JSON.stringify(input).includes('POST')) finish = resolve;
            else
              context.signal.addEventListener('abort', () =>
                resolve({ ok: false, error: { code: 'cancelled', message: 'Stopped.' } }),
              );
          }),
      },
    });
    await addFlow(engine, flowWith("{ kind: http, config: { url: 'http://far.test', method: POST } }"));
    const write = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await addFlow(engine, flowWith("{ kind: http, config: { url: 'http://far.test' } }"));
    const read = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await until(() => engine.calls.length === 2);
    const closed = engine.runtime.close();
    await expect(
      engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' }),
    ).rejects.toMatchObject({ code: 'closing' });
    finish({ ok: true, output: { wrote: true } });
    await closed;
    engine.store.close();

    const again = await reopened();
    expect([statusOf(again, write.id), statusOf(again, read.id)]).toEqual(['succeeded', 'succeeded']);
    expect(outputOf(again, write.id, 'act')).toEqual({ wrote: true });
    expect(again.calls.map((call) => call.run)).toEqual([read.id]);
    await again.close();
  });

  test('writes that stood in the queue begin at the next start and are not asked about', async () => {
    const slow = (_call: unknown, context: { signal: AbortSignal }): Promise<StepOutcome> =>
      new Promise((resolve) =>
        context.signal.addEventListener('abort', () =>
          resolve({ ok: 'unsure', error: { code: 'x', message: 'x' } }),
        ),
      );
    const engine = await openEngine({ home, script: { act: slow } });
    await addFlow(
      engine,
      flowWith("{ kind: http, config: { url: 'http://far.test', method: POST, idempotencyKey: k } }").replace(
        ', idempotencyKey: k',
        '',
      ),
    );
    await Promise.all(
      Array.from({ length: 70 }, () =>
        engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' }),
      ),
    );
    await until(() => engine.calls.length === 64);
    await engine.close();
    const again = await reopened();
    const statuses = again.store.runs.list({ limit: 100 }).items.map((run) => run.status);
    expect([
      statuses.filter((status) => status === 'succeeded').length,
      statuses.filter((status) => status === 'waiting').length,
    ]).toEqual([6, 64]);
    await again.close();
  }, 15_000);
});

describe('poison', () => {
  test('a run that breaks its own recovery is set aside after three crashes, the others go on', async () => {
    const poisoned = await interrupted("{ kind: http, config: { url: 'http://far.test' } }");
    // Its history is made one that no version could have written: every recovery of it throws.
    const db = new SqliteDatabase(join(home, 'countersign.db'));
    db.prepare(
      'UPDATE events SET body = replace(body, \'"act"\', \'"gone"\') WHERE run = (SELECT n FROM runs WHERE id = ?) AND seq > 0',
    ).run(poisoned);
    db.close();
    for (let crashes = 0; crashes < 3; crashes++) await (await reopened()).close();
    const engine = await reopened({ script: { act: () => ({ ok: true, output: {} }) } });
    expect(engine.runtime.health()).toMatchObject({
      ok: false,
      reasons: [{ code: 'run_parked', message: expect.stringContaining(poisoned) }],
    });
    const { id } = await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' });
    await engine.runtime.idle();
    expect(statusOf(engine, id)).toBe('succeeded');
    await engine.close();
  });
});

describe('kill -9 in the middle of the load', () => {
  test('every answered start is there afterwards, and every run ends', async () => {
    const answered: string[] = [];
    for (let round = 0; round < 3; round++) {
      const child = fork(join(import.meta.dirname, '../../support/engine-child.ts'), [home], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child.on('message', (id) => answered.push(id as string));
      const dead = new Promise((resolve) => child.on('exit', resolve));
      const wanted = answered.length + 200;
      await until(() => answered.length >= wanted);
      child.kill('SIGKILL');
      await dead;
    }
    const engine = await reopened({ script: { read: () => ({ ok: true, output: {} }) } });
    const missing = answered.filter((id) => engine.store.runs.get(id) === null);
    expect([answered.length >= 600, missing]).toEqual([true, []]);
    expect(engine.store.runs.counts()).toEqual([]);
    await engine.close();
  }, 60_000);
});
