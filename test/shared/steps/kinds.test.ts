import { describe, expect, test } from 'vitest';

import type { JsonObject } from '../../../shared/json.ts';
import { checkConfig } from '../../../shared/steps/check-config.ts';
import { connectionKindOf } from '../../../shared/steps/connection-kind.ts';
import { kindOf, laterKinds, stepKinds } from '../../../shared/steps/index.ts';
import type { KindName } from '../../../shared/steps/index.ts';
import type { StepKind } from '../../../shared/steps/kind.ts';
import { portsOf } from '../../../shared/steps/ports.ts';
import { parseResolved } from '../../../shared/steps/resolved-config.ts';

function kind(name: string): StepKind {
  const found = kindOf(name);
  if (found === undefined) throw new Error(`There is no kind ${name}.`);
  return found;
}

function configOf(name: string, config: JsonObject): JsonObject {
  const checked = checkConfig(kind(name), config);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.config;
}

type Row = {
  config: JsonObject;
  ports: string[];
  main: string | null;
  effect: string;
  afterCrash: string;
  says: string;
};

/** FLOW-FORMAT “Kinds”, a row a kind. */
const table: Record<KindName, Row> = {
  'trigger.manual': {
    config: {},
    ports: ['done'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'When somebody presses Run',
  },
  'trigger.webhook': {
    config: { path: 'drafts' },
    ports: ['done'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'POST to /drafts',
  },
  'trigger.schedule': {
    config: { every: '1h' },
    ports: ['done'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'Every 1h',
  },
  http: {
    config: { connection: 'cms', method: 'POST', path: '/posts' },
    ports: ['done', 'error', 'limit'],
    main: 'done',
    effect: 'write',
    afterCrash: 'ask',
    says: 'POST to cms',
  },
  llm: {
    config: { connection: 'writer', prompt: 'x' },
    ports: ['done', 'error', 'limit'],
    main: 'done',
    effect: 'read',
    afterCrash: 'again',
    says: 'Ask writer',
  },
  ssh: {
    config: { connection: 'vm', command: 'true' },
    ports: ['done', 'error', 'limit'],
    main: 'done',
    effect: 'write',
    afterCrash: 'ask',
    says: 'Run a command on vm',
  },
  approval: {
    config: { alternatives: [{ name: 'pilot' }], assign: { pools: ['editors'] } },
    ports: ['approved', 'declined', 'changes', 'timeout', 'pilot', 'limit'],
    main: null,
    effect: 'none',
    afterCrash: 'again',
    says: 'Ask editors',
  },
  notify: {
    config: { title: 'x', to: ['ada', 'bo', 'cy'], via: 'email', connection: 'mail' },
    ports: ['done', 'error', 'limit'],
    main: 'done',
    effect: 'write',
    afterCrash: 'again',
    says: 'Mail to 3 people',
  },
  set: {
    config: { values: { a: 1, b: 2 } },
    ports: ['done', 'limit'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'Set a, b',
  },
  persist: {
    config: { name: 'a.md', content: 'x' },
    ports: ['done', 'limit'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'Keep a.md',
  },
  branch: {
    config: { cases: [{ name: 'high', when: 'true' }] },
    ports: ['high', 'else', 'limit'],
    main: null,
    effect: 'none',
    afterCrash: 'again',
    says: 'high or else',
  },
  join: {
    config: {},
    ports: ['done', 'limit'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'Wait for every way here',
  },
  sleep: {
    config: { for: '1h' },
    ports: ['done', 'limit'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'For 1h',
  },
  wait: {
    config: {},
    ports: ['done', 'timeout', 'limit'],
    main: 'done',
    effect: 'none',
    afterCrash: 'again',
    says: 'Until it is called',
  },
  end: { config: {}, ports: [], main: null, effect: 'none', afterCrash: 'again', says: 'Ends as succeeded' },
};

describe.each(Object.entries(table))('%s', (name, row) => {
  test('has the ports, the effect and the care after a crash that the format gives it', () => {
    const config = configOf(name, row.config);
    const { ports, main } = portsOf(name, row.config);
    const found = kind(name);
    expect({
      ports,
      main,
      effect: found.effect(config),
      afterCrash: found.afterCrash(config),
      says: found.describe(config),
    }).toEqual({
      ports: row.ports,
      main: row.main,
      effect: row.effect,
      afterCrash: row.afterCrash,
      says: row.says,
    });
  });

  test('parses its own result to the same: a resolved config goes through the schema again', () => {
    const config = configOf(name, row.config);
    expect(configOf(name, config)).toEqual(config);
  });

  test('refuses a key it does not know', () => {
    const checked = checkConfig(kind(name), { ...row.config, surprise: 1 });
    expect(checked).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown_key', stage: 'text', field: 'config.surprise' }],
    });
  });

  test('never fails on a half-written drawing', () => {
    for (const config of [
      {},
      { cases: null },
      { cases: [1, {}, { name: 5 }], alternatives: 'x' },
    ] as JsonObject[]) {
      expect(portsOf(name, config).ports).toEqual(expect.any(Array));
      expect(checkConfig(kind(name), config)).toHaveProperty('ok');
    }
  });
});

test('the list holds the kinds of this version and no kind of a later one', () => {
  expect(stepKinds.map((one) => one.kind).toSorted()).toEqual(Object.keys(table).toSorted());
  expect(laterKinds.filter((name) => kindOf(name) !== undefined)).toEqual([]);
});

test.each<[string, JsonObject, string]>([
  ['http', { url: 'https://a.example', method: 'GET' }, 'again'],
  ['http', { url: 'https://a.example', method: 'HEAD' }, 'again'],
  ['http', { url: 'https://a.example', method: 'PUT', idempotencyKey: '{{ run.id }}' }, 'keyed'],
  ['http', { url: 'https://a.example', method: 'DELETE' }, 'ask'],
  ['ssh', { connection: 'vm', script: 'x', detach: true }, 'probe'],
])('%s with %j after a crash: %s', (name, config, expected) => {
  expect(kind(name).afterCrash(configOf(name, config))).toBe(expected);
});

test('an approval’s defaults are those of APPROVALS.md', () => {
  expect(
    configOf('approval', {
      timeout: 'none',
      alternatives: [{ name: 'pilot_run' }],
      escalate: [{ after: '8h', to: { pools: ['chiefs'] } }],
    }),
  ).toEqual({
    show: [],
    editable: {},
    alternatives: [{ name: 'pilot_run', label: 'Pilot run' }],
    assign: { pools: [], people: [], exclude: [] },
    tier: 'auto',
    quorum: 1,
    veto: true,
    require: { comment: 'on-decline', open: [] },
    notify: { via: ['desktop'], outcome: [] },
    remind: [],
    escalate: [{ after: '8h', to: { pools: ['chiefs'], people: [] }, keep: true }],
    timeout: 'none',
    onTimeout: 'port',
  });
});

test('a message names the connection its way needs', () => {
  const needs = (config: JsonObject) =>
    connectionKindOf(kind('notify'), configOf('notify', { title: 'x', to: ['ada'], ...config }));
  expect([
    needs({}),
    needs({ via: 'email', connection: 'm' }),
    needs({ via: 'webhook', connection: 'h' }),
  ]).toEqual([null, 'smtp', 'http']);
  expect(connectionKindOf(kind('http'), configOf('http', { url: 'x' }))).toBe('http');
});

test('a resolved value becomes text where text is wanted and keeps its type elsewhere', () => {
  const resolved = {
    url: 'https://a.example',
    headers: { 'X-Count.now': [1, 'b'], 'X-None': null },
    query: { page: 3 },
    body: { n: 5 },
  };
  expect(parseResolved(kind('http'), resolved)).toEqual({
    ok: true,
    config: {
      url: 'https://a.example',
      method: 'GET',
      headers: { 'X-Count.now': '[1,"b"]', 'X-None': '' },
      query: { page: 3 },
      body: { n: 5 },
      success: '2xx',
    },
  });
  const card = parseResolved(kind('approval'), {
    title: 7,
    proposal: { action: 'Pay', target: null, values: { amount: 5 } },
  });
  expect(card).toMatchObject({
    ok: true,
    config: { title: '7', proposal: { action: 'Pay', target: '', values: { amount: 5 } } },
  });
});

test('a card is checked 2,000 times in less than 200 ms', () => {
  const config = { title: 'x', assign: { pools: ['editors'] }, timeout: '1h' };
  checkConfig(kind('approval'), config);
  const started = performance.now();
  for (let i = 0; i < 2000; i++) checkConfig(kind('approval'), config);
  expect(performance.now() - started).toBeLessThan(200);
});
