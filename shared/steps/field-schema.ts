import { z } from 'zod';

import { fieldTypes } from './field.ts';
import type { Field, FieldType } from './field.ts';
import { json, rule } from './schema.ts';

/** `{type, …}` written out, without the rules between its keys: `editable` adds `value` to it. */
export const fieldShape = {
  type: z.enum(fieldTypes),
  required: z.boolean().optional(),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .optional(),
  get items() {
    return fieldSchema.optional();
  },
  get fields() {
    return fieldMap.optional();
  },
  label: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  risk: z.boolean().optional(),
};

type Rules = {
  type: FieldType;
  min?: number | undefined;
  max?: number | undefined;
  enum?: unknown;
  items?: unknown;
  fields?: unknown;
};

/** What belongs to which type: `items` to lists, `fields` to objects, bounds to what can be measured. */
export function fieldRule(field: Rules): { message: string; fix: string; path: PropertyKey[] } | null {
  const { type } = field;
  if (field.items !== undefined && type !== 'list') {
    return {
      message: '`items` belongs to a list.',
      fix: 'Write `type: list`, or remove `items`.',
      path: ['items'],
    };
  }
  if (field.fields !== undefined && type !== 'object') {
    return {
      message: '`fields` belongs to an object.',
      fix: 'Write `type: object`, or remove `fields`.',
      path: ['fields'],
    };
  }
  if (field.enum !== undefined && ['list', 'object'].includes(type)) {
    return {
      message: `A ${type} cannot have \`enum\`.`,
      fix: 'Put `enum` on its items or fields.',
      path: ['enum'],
    };
  }
  const measured = ['string', 'text', 'number', 'list'].includes(type);
  const bound = field.min === undefined ? 'max' : 'min';
  if (!measured && field[bound] !== undefined) {
    return { message: `A ${type} cannot have \`${bound}\`.`, fix: `Remove \`${bound}\`.`, path: [bound] };
  }
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) {
    return { message: '`min` is above `max`.', fix: 'Swap them, or change one.', path: ['min'] };
  }
  return null;
}

const fieldSpec = z.strictObject(fieldShape).check(rule((field) => fieldRule(field)));

/** The one field grammar (FLOW-FORMAT): a type name, or the same with its rules. */
export const fieldSchema: z.ZodType<Field> = z.lazy(() =>
  z.union([z.enum(fieldTypes), fieldSpec]),
) as z.ZodType<Field>; // zod infers `?: T | undefined`, the text never holds undefined

const fieldName = z.string().min(1).max(128);

export const fieldMap: z.ZodType<Record<string, Field>> = z.record(fieldName, fieldSchema);

const { type, ...rules } = fieldShape;

/** A field of `editable`: the grammar plus the value that the reviewer starts from. */
export const editableSchema = z
  .strictObject({ type, value: json.optional(), ...rules })
  .check(rule((field) => fieldRule(field)));
