import type { Budget } from './budget.ts';
import { missing, wrong } from './expression-error.ts';
import type { ExpressionError } from './expression-error.ts';
import { isMap, isMoment, typeInWords, typeOf } from './value.ts';
import type { Moment, Value, ValueMap } from './value.ts';

/** What the editor shows about a function. */
export type FunctionDoc = { name: string; signature: string; text: string; example: string };

/** A function and how many arguments it takes; `f(x, y)` and `x.f(y)` are the same call. */
export type FunctionSpec = FunctionDoc & {
  arity: readonly [least: number, most: number];
  call: (args: readonly Value[], budget: Budget) => Value;
};

export function textArg(args: readonly Value[], i: number, name: string): string {
  const value = args[i] ?? null;
  if (typeof value === 'string') return value;
  throw unfit(name, 'text', value);
}

export function numberArg(args: readonly Value[], i: number, name: string): number {
  const value = args[i] ?? null;
  if (typeof value === 'number') return value;
  throw unfit(name, 'a number', value);
}

export function wholeArg(args: readonly Value[], i: number, name: string): number {
  const value = numberArg(args, i, name);
  if (Number.isInteger(value) && value >= 0) return value;
  throw wrong(`${name}(…) needs a whole number from 0 on.`, 'Count from 0; round a fraction with floor(…).');
}

export function listArg(args: readonly Value[], i: number, name: string): Value[] {
  const value = args[i] ?? null;
  if (Array.isArray(value)) return value;
  throw unfit(name, 'a list', value);
}

export function mapArg(args: readonly Value[], i: number, name: string): ValueMap {
  const value = args[i] ?? null;
  if (isMap(value)) return value;
  throw unfit(name, 'a group of fields', value);
}

export function durationArg(args: readonly Value[], i: number, name: string): Moment {
  const value = args[i] ?? null;
  if (isMoment(value) && typeOf(value) === 'duration') return value;
  throw unfit(name, 'a duration', value);
}

export function unfit(name: string, needed: string, value: Value): ExpressionError {
  if (value === null) {
    return missing(
      `${name}(…) needs ${needed}, but the value is empty.`,
      'Give it a stand-in with default(value, …), or ask first with has(…).',
    );
  }
  return wrong(`${name}(…) needs ${needed}, but got ${typeInWords(value)}.`, remedy(needed, value));
}

function remedy(needed: string, value: Value): string {
  if (needed === 'text' && typeof value !== 'object') return 'Turn the value into text with string(…).';
  if (needed === 'a number' && typeof value === 'string')
    return 'Turn the text into a number with number(…).';
  if (needed === 'a list' && typeof value === 'string')
    return 'Turn the text into a list with split(text, ",") or json(text).';
  if (needed === 'a duration') return 'Write it as duration("2d"), or subtract one date from another.';
  return 'Give it a value of that kind.';
}
