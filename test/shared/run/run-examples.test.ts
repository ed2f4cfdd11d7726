import { expect, test } from 'vitest';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Json } from '../../../shared/json.ts';
import { runExamples } from '../../../shared/run/run-examples.ts';

type Step = OutputOf<'runs.get'>['steps'][number];

const drawing: Drawing = {
  countersign: 1,
  id: 'order',
  nodes: {
    start: { kind: 'trigger.webhook', config: { path: 'order', auth: 'none' } },
    price: { kind: 'set', config: { values: { sum: 1 } } },
    send: { kind: 'http', config: { url: 'https://shop.example' } },
    write: { kind: 'llm', config: { connection: 'model', prompt: 'Hello' } },
  },
  edges: [],
  samples: { send: { status: 404 } },
};

const step = (node: string, output: Json, more: Partial<Step> = {}): Step => ({
  node,
  visit: 1,
  kind: drawing.nodes[node]?.kind ?? 'unknown',
  status: 'succeeded',
  attempts: 1,
  tries: [],
  port: 'done',
  startedAt: '2026-03-09T09:00:00.000Z',
  endedAt: '2026-03-09T09:00:01.000Z',
  retryAt: null,
  input: null,
  output,
  error: null,
  practice: false,
  because: null,
  override: null,
  from: [],
  reason: null,
  ...more,
});

test('what the last round of each step gave becomes its example, and what a start began with', () => {
  const given = runExamples(drawing, [
    step('start', { body: { sheets: 40 }, headers: { cookie: 'a' }, query: {} }),
    step('price', { sum: 2 }),
    step('send', { status: 500 }),
    step('send', { status: 201 }, { visit: 2 }),
    step('gone', { any: 1 }),
  ]);
  expect(given.drawing.samples).toEqual({ start: { body: { sheets: 40 } }, send: { status: 201 } });
  expect(given).toMatchObject({ taken: ['start', 'send'], left: [] });
});

test('secrets and large files stay behind, and it is said of which step', () => {
  const given = runExamples(drawing, [
    step('send', {
      status: 200,
      headers: { 'set-cookie': '•••', type: 'text' },
      body: [{ key: 'Bearer •••' }, 'tea'],
    }),
    step('write', { $resource: 'f00', size: 70_000, type: 'application/json' }),
  ]);
  expect(given.drawing.samples).toEqual({
    send: { status: 200, headers: { type: 'text' }, body: [{}, 'tea'] },
  });
  expect(given).toMatchObject({ taken: ['send'], left: ['send', 'write'] });
  expect(JSON.stringify(given.drawing)).not.toContain('•••');
});

test('a step that failed, was answered from its sample, or is of another kind by now gives nothing', () => {
  const given = runExamples(drawing, [
    step('send', { status: 200 }, { practice: true }),
    step('write', { text: 'x' }, { kind: 'http' }),
    step('start', { body: 1 }, { status: 'failed' }),
  ]);
  expect(given).toEqual({ drawing, taken: [], left: [] });
});
