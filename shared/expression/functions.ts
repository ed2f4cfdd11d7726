import { convertFunctions } from './convert-functions.ts';
import { dateFunctions } from './date-functions.ts';
import type { FunctionDoc, FunctionSpec } from './function-spec.ts';
import { listFunctions } from './list-functions.ts';
import { textFunctions } from './text-functions.ts';

export type { FunctionDoc } from './function-spec.ts';

/** Functions that decide themselves what of their arguments is worked out, and how often (compile-call.ts). */
const specialForms: FunctionDoc[] = [
  {
    name: 'has',
    signature: 'has(field)',
    text: 'Whether a field is there and not empty. Never fails, also when the step has not run or a level above is missing.',
    example: 'has(steps.summarize.risk)',
  },
  {
    name: 'default',
    signature: 'default(value, otherwise)',
    text: 'The value, or the other one when it is missing or empty.',
    example: 'default(trigger.body.priority, "normal")',
  },
  {
    name: 'map',
    signature: 'list.map(entry, formula)',
    text: 'A new list with the formula worked out for each entry. With a condition before the formula, only for entries it holds for.',
    example: 'trigger.body.items.map(entry, entry.price * entry.count)',
  },
  {
    name: 'filter',
    signature: 'list.filter(entry, condition)',
    text: 'The entries that the condition holds for.',
    example: 'trigger.body.items.filter(entry, entry.price > 100)',
  },
  {
    name: 'exists',
    signature: 'list.exists(entry, condition)',
    text: 'Whether the condition holds for at least one entry.',
    example: 'trigger.body.labels.exists(label, label == "urgent")',
  },
  {
    name: 'exists_one',
    signature: 'list.exists_one(entry, condition)',
    text: 'Whether the condition holds for exactly one entry.',
    example: 'steps.find.rows.exists_one(row, row.primary)',
  },
  {
    name: 'all',
    signature: 'list.all(entry, condition)',
    text: 'Whether the condition holds for every entry; yes for an empty list.',
    example: 'trigger.body.items.all(entry, entry.count > 0)',
  },
];

const specs: FunctionSpec[] = [...textFunctions, ...listFunctions, ...convertFunctions, ...dateFunctions];

/** Every function of the language, for the editor. */
export const functions: readonly FunctionDoc[] = [...specialForms, ...specs].map(
  ({ name, signature, text, example }) => ({
    name,
    signature,
    text,
    example,
  }),
);

export const functionSpecs: ReadonlyMap<string, FunctionSpec> = new Map(
  specs.map((spec) => [spec.name, spec]),
);

/** Names people bring from other languages. */
export const otherNames: Readonly<Record<string, string>> = {
  length: 'size',
  len: 'size',
  count: 'size',
  includes: 'contains',
  toLowerCase: 'lower',
  lowerAscii: 'lower',
  toUpperCase: 'upper',
  upperAscii: 'upper',
  strip: 'trim',
  concat: 'join',
  some: 'exists',
  any: 'exists',
  every: 'all',
  find: 'filter',
  select: 'filter',
  substr: 'substring',
  slice: 'substring',
  regex: 'matches',
  test: 'matches',
  float: 'number',
  parseInt: 'number',
  parseFloat: 'number',
  toString: 'string',
  str: 'string',
  coalesce: 'default',
  orValue: 'default',
  parseJson: 'json',
  stringify: 'toJson',
  getFullYear: 'year',
  getMonth: 'month',
  getDate: 'day',
  getDayOfMonth: 'day',
  getDayOfWeek: 'weekday',
  getHours: 'hour',
  getMinutes: 'minute',
  getSeconds: 'second',
};
