import type { Json } from '../json.ts';
import type { Budget } from './budget.ts';
import { wrong } from './expression-error.ts';
import { numberArg, textArg, unfit } from './function-spec.ts';
import type { FunctionSpec } from './function-spec.ts';
import { createOutput } from './output.ts';
import { depthLimit, isMoment, momentText, tooDeep, typeOf } from './value.ts';
import type { Value } from './value.ts';

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

function toNumber(args: readonly Value[], name: string): number {
  const [value = null] = args;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') throw unfit(name, 'text or a number', value);
  const number = value.length <= 400 && decimal.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw wrong(
    `The text given to ${name}(…) is not a number.`,
    'Write it like 100, 0.5 or 1e6, without a currency or unit.',
  );
}

function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  if (typeof value !== 'string') throw unfit('bool', 'the text true or false', value);
  throw wrong(
    'The text given to bool(…) is neither true nor false.',
    'Compare it instead: trigger.query.urgent == "yes".',
  );
}

function roundTo(value: number, digits: number): number {
  if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
    throw wrong('round(…) takes 0 to 15 decimals.', 'Write round(amount, 2) for two decimals.');
  }
  // Through the decimal text, so that 1.005 rounds as it is written: up.
  const [digitsText = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const scaled = Math.round(Number(`${digitsText}e${Number(exponent) + digits}`));
  if (!Number.isFinite(scaled) || scaled > Number.MAX_SAFE_INTEGER) return value;
  const [scaledText = '0', scaledExponent = '0'] = String(scaled).split('e');
  return Math.sign(value) * Number(`${scaledText}e${Number(scaledExponent) - digits}`);
}

function toText(value: Value): string {
  if (value === null) return '';
  if (isMoment(value)) return momentText(value);
  if (typeof value === 'object') {
    throw wrong(
      'string(…) turns single values into text, but got a list or fields.',
      'Write toJson(value), or join(list, ", ").',
    );
  }
  return String(value === 0 ? 0 : value);
}

/** The JSON of a value, counted before it is made. */
function toJsonText(value: Value, budget: Budget): string {
  chargeNodes(value, budget, 0);
  const text = JSON.stringify(createOutput().add(value));
  budget.chargeText(text.length);
  return text;
}

function chargeNodes(value: Value, budget: Budget, depth: number): void {
  budget.charge(3);
  if (typeof value === 'string') budget.chargeText(value.length);
  if (typeof value !== 'object' || value === null || isMoment(value)) return;
  if (depth > depthLimit) throw tooDeep();
  for (const item of Array.isArray(value) ? value : Object.values(value))
    chargeNodes(item, budget, depth + 1);
}

function parseJson(text: string, budget: Budget): Value {
  budget.charge(text.length / 4);
  try {
    return JSON.parse(text) as Json; // what JSON.parse returns is JSON
  } catch {
    throw wrong(
      'The text given to json(…) is not JSON.',
      'Check what the step before really returned. default(…) does not help here, because the text is there.',
    );
  }
}

export const convertFunctions: FunctionSpec[] = [
  {
    name: 'string',
    signature: 'string(value)',
    text: 'A number, a yes/no value or a date as text.',
    example: '"Order " + string(trigger.body.number)',
    arity: [1, 1],
    call: (args) => toText(args[0] ?? null),
  },
  {
    name: 'number',
    signature: 'number(text)',
    text: 'The number that a text holds.',
    example: 'number(trigger.query.amount) > 100',
    arity: [1, 1],
    call: (args) => toNumber(args, 'number'),
  },
  {
    name: 'int',
    signature: 'int(value)',
    text: 'A number, or the number in a text, without its decimals.',
    example: 'int("12")',
    arity: [1, 1],
    call: (args) => Math.trunc(toNumber(args, 'int')),
  },
  {
    name: 'double',
    signature: 'double(value)',
    text: 'The same as number(…), under its name in CEL.',
    example: 'double("0.5")',
    arity: [1, 1],
    call: (args) => toNumber(args, 'double'),
  },
  {
    name: 'bool',
    signature: 'bool(text)',
    text: 'The yes or no that the text “true” or “false” stands for.',
    example: 'bool(trigger.query.urgent)',
    arity: [1, 1],
    call: (args) => toBoolean(args[0] ?? null),
  },
  {
    name: 'round',
    signature: 'round(number, decimals)',
    text: 'The nearest number with so many decimals; without `decimals`, the nearest whole number. Halves go away from 0.',
    example: 'round(trigger.input.amount * 1.19, 2)',
    arity: [1, 2],
    call: (args) => roundTo(numberArg(args, 0, 'round'), args.length > 1 ? numberArg(args, 1, 'round') : 0),
  },
  {
    name: 'floor',
    signature: 'floor(number)',
    text: 'The next whole number down.',
    example: 'floor(7 / 2)',
    arity: [1, 1],
    call: (args) => Math.floor(numberArg(args, 0, 'floor')),
  },
  {
    name: 'ceil',
    signature: 'ceil(number)',
    text: 'The next whole number up.',
    example: 'ceil(7 / 2)',
    arity: [1, 1],
    call: (args) => Math.ceil(numberArg(args, 0, 'ceil')),
  },
  {
    name: 'abs',
    signature: 'abs(number)',
    text: 'The number without its sign.',
    example: 'abs(steps.compare.body.difference)',
    arity: [1, 1],
    call: (args) => Math.abs(numberArg(args, 0, 'abs')),
  },
  {
    name: 'json',
    signature: 'json(text)',
    text: 'The value that a JSON text holds.',
    example: 'json(steps.fetch.stdout).version',
    arity: [1, 1],
    call: (args, budget) => parseJson(textArg(args, 0, 'json'), budget),
  },
  {
    name: 'toJson',
    signature: 'toJson(value)',
    text: 'The value as JSON text.',
    example: 'toJson(trigger.body)',
    arity: [1, 1],
    call: (args, budget) => toJsonText(args[0] ?? null, budget),
  },
  {
    name: 'type',
    signature: 'type(value)',
    text: 'The kind of a value: "text", "number", "bool", "list", "map", "time", "duration" or "null".',
    example: 'type(trigger.body.id) == "number"',
    arity: [1, 1],
    call: (args) => typeOf(args[0] ?? null),
  },
];
