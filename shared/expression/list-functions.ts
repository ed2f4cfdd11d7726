import { listArg, mapArg, numberArg, unfit } from './function-spec.ts';
import type { FunctionSpec } from './function-spec.ts';
import { finite } from './operators.ts';
import { countCharacters } from './text-functions.ts';
import { isMap } from './value.ts';
import type { Value } from './value.ts';
import type { Budget } from './budget.ts';

function size(args: readonly Value[], budget: Budget): number {
  const [value = null] = args;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') {
    budget.chargeText(value.length);
    return countCharacters(value);
  }
  if (!isMap(value)) throw unfit('size', 'text, a list or a group of fields', value);
  const count = Object.keys(value).length;
  budget.chargeFields(count);
  return count;
}

/** `min(a, b)` and `min(list)` alike. */
function numbersOf(args: readonly Value[], name: string, budget: Budget): number[] {
  const values = args.length === 1 ? listArg(args, 0, name) : args;
  budget.charge(values.length);
  return values.map((_, i) => numberArg(values, i, name));
}

export const listFunctions: FunctionSpec[] = [
  {
    name: 'size',
    signature: 'size(value)',
    text: 'How many items a list has, characters a text has, or fields there are.',
    example: 'size(trigger.body.items) > 0',
    arity: [1, 1],
    call: size,
  },
  {
    name: 'first',
    signature: 'first(list)',
    text: 'The first item, or nothing when the list has none.',
    example: 'first(steps.find.rows).name',
    arity: [1, 1],
    call: (args) => listArg(args, 0, 'first')[0] ?? null,
  },
  {
    name: 'last',
    signature: 'last(list)',
    text: 'The last item, or nothing when the list has none.',
    example: 'last(split(trigger.body.path, "/"))',
    arity: [1, 1],
    call: (args) => listArg(args, 0, 'last').at(-1) ?? null,
  },
  {
    name: 'sum',
    signature: 'sum(list)',
    text: 'All numbers of a list added up; 0 for none.',
    example: 'sum(trigger.body.items.map(entry, entry.price))',
    arity: [1, 1],
    call: (args, budget) =>
      finite(numbersOf([listArg(args, 0, 'sum')], 'sum', budget).reduce((a, b) => a + b, 0)),
  },
  {
    name: 'min',
    signature: 'min(a, b)',
    text: 'The smallest of some numbers, or of a list of numbers; nothing for an empty list.',
    example: 'min(trigger.input.amount, 1000)',
    arity: [1, 32],
    call: (args, budget) => {
      const numbers = numbersOf(args, 'min', budget);
      return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.min(a, b));
    },
  },
  {
    name: 'max',
    signature: 'max(a, b)',
    text: 'The largest of some numbers, or of a list of numbers; nothing for an empty list.',
    example: 'max(steps.find.rows.map(row, row.score))',
    arity: [1, 32],
    call: (args, budget) => {
      const numbers = numbersOf(args, 'max', budget);
      return numbers.length === 0 ? null : numbers.reduce((a, b) => Math.max(a, b));
    },
  },
  {
    name: 'keys',
    signature: 'keys(fields)',
    text: 'The names of all fields, as a list.',
    example: 'keys(trigger.body)',
    arity: [1, 1],
    call: (args, budget) => {
      const names = Object.keys(mapArg(args, 0, 'keys'));
      budget.chargeFields(names.length);
      return names;
    },
  },
];
