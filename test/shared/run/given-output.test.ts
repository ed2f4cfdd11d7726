import { describe, expect, test } from 'vitest';

import { blankOutput, impliedOutput, outputProblems, waysOf } from '../../../shared/run/given-output.ts';
import type { DrawnStep } from '../../../shared/run/given-output.ts';
import type { Json } from '../../../shared/json.ts';

const steps: Record<string, DrawnStep> = {
  http: { kind: 'http', config: {} },
  llm: { kind: 'llm', config: {} },
  'llm with fields': {
    kind: 'llm',
    config: { output: { risk: { type: 'string', enum: ['low', 'high'] }, why: 'text', parts: 'list' } },
  },
  ssh: { kind: 'ssh', config: {} },
  'ssh that is left running': { kind: 'ssh', config: { detach: true } },
  persist: { kind: 'persist', config: {} },
  notify: { kind: 'notify', config: {} },
  wait: { kind: 'wait', config: {} },
  'wait with fields': { kind: 'wait', config: { schema: { ok: { type: 'boolean', required: true } } } },
  sleep: { kind: 'sleep', config: {} },
  branch: { kind: 'branch', config: { cases: [{ name: 'small', when: 'true' }] } },
  join: { kind: 'join', config: {} },
  set: { kind: 'set', config: { values: { total: 1 } } },
};

test.each(Object.entries(steps))('what somebody begins with fits the step on every way: %s', (_, step) => {
  const ways = waysOf(step);
  expect(ways).not.toContain('limit');
  expect(ways.length).toBeGreaterThan(0);
  for (const way of ways) {
    expect(outputProblems(step, way, blankOutput(step, way))).toEqual([]);
    const implied = impliedOutput(step, way);
    if (implied !== undefined) expect(outputProblems(step, way, implied)).toEqual([]);
  }
});

describe('what does not fit is said by its place', () => {
  const said = (name: keyof typeof steps, output: Json, way = 'done') =>
    outputProblems(steps[name] ?? { kind: '', config: {} }, way, output).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  test('missing, of another kind, and unknown', () => {
    expect(said('http', { status: '200', body: 'x', more: 1 })).toEqual([
      'status: Must be a number.',
      'headers: Is missing.',
      'more: Is not something this step gives. It gives: status, headers, body.',
    ]);
    expect(said('llm with fields', { risk: 'middle', why: 'x', parts: [] })).toEqual([
      'risk: Must be one of low, high.',
    ]);
    expect(said('wait with fields', { body: { ok: 'yes' } })).toEqual([
      'body.ok: Must be yes or no (true or false).',
    ]);
    expect(said('set', [])).toEqual([': Must be a group of fields.']);
  });

  test('on the way for failures: what went wrong', () => {
    expect(said('http', { error: { code: 'x' } }, 'error')).toEqual(['error.message: Is missing.']);
    expect(said('http', { error: { code: 'x', message: 'No.' } }, 'error')).toEqual([]);
  });
});
