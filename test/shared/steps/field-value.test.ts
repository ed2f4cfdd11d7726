import { describe, expect, test } from 'vitest';

import type { Json } from '../../../shared/json.ts';
import type { Field } from '../../../shared/steps/field.ts';
import { fieldMap } from '../../../shared/steps/field-schema.ts';
import {
  checkField,
  checkFields,
  fieldToJsonSchema,
  fieldsToJsonSchema,
} from '../../../shared/steps/field-value.ts';
import { labelOf } from '../../../shared/steps/label.ts';

const order: Field = {
  type: 'object',
  fields: {
    id: { type: 'string', required: true },
    lines: { type: 'list', items: { type: 'object', fields: { count: 'number' } }, min: 1 },
  },
};

test.each<[Field, Json]>([
  ['string', ''],
  ['text', 'a\nb'],
  ['number', 0.1],
  ['boolean', false],
  ['date', '2024-02-29'],
  ['date', '2026-03-09T14:00:00Z'],
  ['date', '2026-03-09T14:00:00.123+02:00'],
  ['list', [1, 'a', null]],
  ['object', { anything: 1 }],
  ['number', null],
  [{ type: 'string', enum: ['low', 'high'] }, 'low'],
  [{ type: 'number', min: 1, max: 3 }, 3],
  [{ type: 'string', min: 2, max: 2 }, '🐙🐙'],
  [{ type: 'list', items: 'number', max: 2 }, [1, 2]],
  [order, { id: 'a', lines: [{ count: 1 }, {}] }],
])('%j takes %j', (field, value) => {
  expect(checkField(field, value)).toEqual([]);
});

test.each<[Field, Json | undefined, string, string]>([
  ['string', 5, '', 'Must be text.'],
  ['number', '5', '', 'Must be a number.'],
  ['boolean', 'true', '', 'Must be yes or no (true or false).'],
  ['date', '2023-02-29', '', 'Must be a date like 2026-03-09, or a time like 2026-03-09T14:00:00Z.'],
  ['date', '2026-03-09T14:00:00', '', 'Must be a date like 2026-03-09, or a time like 2026-03-09T14:00:00Z.'],
  ['date', '2026-13-01', '', 'Must be a date like 2026-03-09, or a time like 2026-03-09T14:00:00Z.'],
  ['list', { a: 1 }, '', 'Must be a list.'],
  ['object', [1], '', 'Must be a group of fields.'],
  [{ type: 'string', required: true }, undefined, '', 'Is missing.'],
  [{ type: 'string', required: true }, null, '', 'Is missing.'],
  [{ type: 'string', enum: ['low', 'high'] }, 'mid', '', 'Must be one of low, high.'],
  [{ type: 'number', min: 1 }, 0, '', 'Must be at least 1.'],
  [{ type: 'number', max: 5000 }, 5000.01, '', 'Must be at most 5000.'],
  [{ type: 'text', max: 2 }, 'abc', '', 'Must be at most 2 characters.'],
  [{ type: 'list', min: 1 }, [], '', 'Must be at least 1 entries.'],
  [{ type: 'list', items: 'number' }, [1, 'x'], '1', 'Must be a number.'],
  [{ type: 'list', items: 'number' }, [null], '0', 'Is missing.'],
  [order, {}, 'id', 'Is missing.'],
  [order, { id: 'a', extra: 1 }, 'extra', 'Is not a known field. Known: id, lines.'],
  [order, { id: 'a', lines: [{ count: 'x' }] }, 'lines.0.count', 'Must be a number.'],
])('%j refuses %j at “%s”', (field, value, path, message) => {
  expect(checkField(field, value)).toEqual([{ path, message }]);
});

describe('a map of fields', () => {
  test('asks for what is required, and for everything where it is an output', () => {
    const fields: Record<string, Field> = { a: 'string', b: { type: 'number', required: true } };
    expect(checkFields(fields, {})).toEqual([{ path: 'b', message: 'Is missing.' }]);
    expect(checkFields(fields, {}, { allRequired: true }).map(({ path }) => path)).toEqual(['a', 'b']);
  });

  test('is not satisfied by what an object inherits', () => {
    const field: Field = { type: 'object', required: true };
    expect(checkFields(Object.fromEntries([['constructor', field]]), {})).toEqual([
      { path: 'constructor', message: 'Is missing.' },
    ]);
    expect(checkFields({}, { toString: 1 })).toHaveLength(1);
  });

  test('refuses what is no map', () => {
    expect(checkFields({}, [])).toEqual([{ path: '', message: 'Must be a group of fields.' }]);
    expect(checkFields({}, undefined)).toHaveLength(1);
  });
});

test('the grammar takes short and long forms at every depth', () => {
  const fields: Record<string, Field> = {
    a: 'string',
    b: { type: 'list', items: { type: 'object', fields: { c: 'date', d: { type: 'list', items: 'list' } } } },
  };
  expect(fieldMap.parse(fields)).toEqual(fields);
  for (const wrong of [
    { a: 'str' },
    { a: { type: 'list', fields: {} } },
    { a: { type: 'boolean', min: 1 } },
    { a: { type: 'object', enum: [1] } },
    { a: [] },
  ]) {
    expect(fieldMap.safeParse(wrong).success).toBe(false);
  }
});

test('a model is asked for exactly the fields, nothing else', () => {
  expect(
    fieldsToJsonSchema({
      summary: { type: 'text', label: 'One sentence', max: 200 },
      risk: { type: 'string', enum: ['low', 'high'] },
      parts: { type: 'list', items: { type: 'object', fields: { n: { type: 'number', min: 0 } } }, max: 3 },
    }),
  ).toEqual({
    type: 'object',
    properties: {
      summary: { type: 'string', description: 'One sentence', maxLength: 200 },
      risk: { type: 'string', enum: ['low', 'high'] },
      parts: {
        type: 'array',
        maxItems: 3,
        items: {
          type: 'object',
          properties: { n: { type: 'number', minimum: 0 } },
          required: ['n'],
          additionalProperties: false,
        },
      },
    },
    required: ['summary', 'risk', 'parts'],
    additionalProperties: false,
  });
  expect(fieldToJsonSchema('date')).toEqual({
    type: 'string',
    description: 'An RFC 3339 date (2026-03-09) or date-time with offset.',
  });
});

test.each<[string, Field | undefined, string]>([
  ['draft_in', undefined, 'Draft in'],
  ['exitCode', undefined, 'Exit code'],
  ['amount', { type: 'number', label: 'Amount in EUR' }, 'Amount in EUR'],
])('%s with %j has a label to read', (name, field, label) => {
  expect(labelOf(name, field)).toBe(label);
});
