import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, migrations } from '../../../electron/store/migrate.ts';
import { createStepLogStore } from '../../../electron/store/step-logs.ts';
import { logLines } from '../../../shared/run/log-limits.ts';
import {
  addFlow,
  openEngine,
  removeHome,
  statusOf,
  temporaryHome,
  until,
} from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const text = `countersign: 1
id: f
settings: { retention: 30d }
nodes:
  go: { kind: trigger.manual }
  send: { kind: http, retry: { attempts: 2, backoff: 1ms }, config: { url: 'http://far.test' } }
edges:
  - go -> send
`;

let home: string;
let engine: EngineHome;
const open = async (options: EngineOptions = {}): Promise<void> => {
  engine = await openEngine({ home, ...options });
};
beforeEach(() => {
  home = temporaryHome();
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

async function start(): Promise<string> {
  await addFlow(engine, text);
  return (await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' })).id;
}

const said = (run: string): string[] =>
  engine.store.stepLogs
    .of({ run, node: 'send', visit: 1 })
    .map((line) => `${line.attempt}: ${line.text ?? '…'}`);

test('what a step says is kept by attempt, masked before it is cut, and still there after a restart', async () => {
  const masker = {
    mask: <T>(value: T): T => (typeof value === 'string' ? (value.replaceAll('geheim', '•••') as T) : value),
  };
  await open({
    more: { masker },
    script: {
      send: ({ attempt }, { log }) => {
        log(`asks with geheim`);
        log(`${'x'.repeat(1997)}geheim`);
        return attempt === 1
          ? { ok: false, error: { code: 'http_503', message: 'Down.', passing: true } }
          : { ok: true, output: 1 };
      },
    },
  });
  const id = await start();
  await until(() => statusOf(engine, id) === 'succeeded');
  const long = `${'x'.repeat(1997)}•••`;
  const lines = [`1: asks with •••`, `1: ${long}`, `2: asks with •••`, `2: ${long}`];
  await engine.store.settled();
  expect(said(id)).toEqual(lines);
  await engine.close();
  await open();
  expect(said(id)).toEqual(lines);
});

test('a step that works on is heard before it is done', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await open({
    script: {
      send: async (_call, { log }) => {
        log('half way');
        await promise;
        return { ok: true, output: 1 };
      },
    },
  });
  const id = await start();
  await until(() => said(id).length === 1);
  expect(statusOf(engine, id)).toBe('running');
  resolve();
  await until(() => statusOf(engine, id) === 'succeeded');
});

test('of a step that never stops talking the first lines are kept, and that it said more', async () => {
  await open({
    script: {
      send: (_call, { log }) => {
        for (let line = 0; line < 3 * logLines; line += 1) log(`line ${line}`);
        return { ok: true, output: 1 };
      },
    },
  });
  const id = await start();
  await until(() => statusOf(engine, id) === 'succeeded');
  await engine.store.settled();
  expect(said(id)).toHaveLength(logLines + 1);
  expect(said(id).slice(-2)).toEqual([`1: line ${logLines - 1}`, '1: …']);
});

test('retention takes what steps said along with their payloads', async () => {
  const clock = createVirtualClock();
  await open({
    clock,
    script: {
      send: (_call, { log }) => {
        log('a private letter');
        return { ok: true, output: 1 };
      },
    },
  });
  const id = await start();
  await engine.runtime.idle();
  expect(said(id)).toEqual(['1: a private letter']);
  clock.jump(31 * 86_400_000);
  await engine.runtime.keepHouse();
  expect(said(id)).toEqual([]);
});

test('a home from before steps were heard keeps its runs, and hears the next one', async () => {
  await open();
  const id = await start();
  await until(() => statusOf(engine, id) === 'succeeded');
  await engine.close();
  const db = new SqliteDatabase(join(home, 'countersign.db'));
  db.exec('DROP TABLE step_logs; PRAGMA user_version = 5');
  migrate(db, home, Date.now(), migrations.slice(0, 6));
  const place = { run: id, node: 'send', visit: 1 };
  createStepLogStore(db).add(place, { attempt: 1, at: 1, text: 'heard' });
  createStepLogStore(db).add({ ...place, run: 'nobody' }, { attempt: 1, at: 1, text: 'not kept' });
  db.close();
  await open();
  expect(said(id)).toEqual(['1: heard']);
});
