import { describe, expect, test } from 'vitest';
import type { Json } from '../../../shared/json.ts';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import { exampleOutput } from '../../../shared/flow/example-output.ts';
import type { Field } from '../../../shared/steps/field.ts';
import { checkField } from '../../../shared/steps/field-value.ts';

const answerOf = (node: DrawingNode, samples = {}) =>
  exampleOutput({ countersign: 1, id: 'made-up', nodes: { it: node }, edges: [], samples }, 'it');

describe('what practice answers for a step', () => {
  test('is the example of the file where there is one, even an empty one', () => {
    const node = { kind: 'llm', config: { connection: 'model', prompt: 'Hello' } };
    expect(answerOf(node, { it: null })).toBeNull();
    expect(answerOf(node, { it: { text: 'Mine' } })).toEqual({ text: 'Mine' });
  });

  test('else has every field that the step declares, says that it is an example, and keeps its limits', () => {
    const output: Record<string, Json> = {
      summary: 'string',
      risk: { type: 'string', enum: ['low', 'high'] },
      score: { type: 'number', min: 3, max: 9 },
      low: { type: 'number', max: 0 },
      tags: { type: 'list', items: 'string', min: 2 },
      who: { type: 'object', fields: { name: 'string', isNew: 'boolean' } },
      code: { type: 'string', max: 4 },
      on: 'date',
    };
    const answer = answerOf({ kind: 'llm', config: { connection: 'model', prompt: '?', output } });
    expect(answer).toEqual({
      summary: 'Example: Summary',
      risk: 'low',
      score: 3,
      low: 0,
      tags: ['Example: Tags', 'Example: Tags'],
      who: { name: 'Example: Name', isNew: true },
      code: 'Exam',
      on: '2026-01-01',
    });
    const field = { type: 'object', fields: output } as unknown as Field;
    expect(checkField(field, answer ?? null)).toEqual([]);
  });

  test('is nothing for steps that nobody else answers for', () => {
    expect(answerOf({ kind: 'set', config: { values: {} } })).toBeUndefined();
    expect(answerOf({ kind: 'approval' })).toBeUndefined();
  });
});
