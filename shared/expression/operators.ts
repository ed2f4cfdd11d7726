import type { Budget } from './budget.ts';
import { outputLimit, tooMuchText } from './budget.ts';
import { missing, wrong } from './expression-error.ts';
import { duration, isEqual, isMap, readField, time, typeInWords, typeOf } from './value.ts';
import type { Moment, Value } from './value.ts';

export type Operator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

export const operators: Record<Operator, (left: Value, right: Value, budget: Budget) => Value> = {
  '+': add,
  '-': subtract,
  '*': (a, b) => arithmetic('*', a, b, (x, y) => x * y),
  '/': (a, b) => arithmetic('/', a, b, (x, y) => x / notZero(y)),
  '%': (a, b) => arithmetic('%', a, b, (x, y) => x % notZero(y)),
  '==': (a, b, budget) => isEqual(a, b, budget),
  '!=': (a, b, budget) => !isEqual(a, b, budget),
  '<': (a, b, budget) => compare('<', a, b, budget) < 0,
  '<=': (a, b, budget) => compare('<=', a, b, budget) <= 0,
  '>': (a, b, budget) => compare('>', a, b, budget) > 0,
  '>=': (a, b, budget) => compare('>=', a, b, budget) >= 0,
  in: isIn,
};

export function negate(value: Value): Value {
  if (typeof value === 'number') return -value;
  if (typeOf(value) === 'duration') return duration(-(value as Moment).ms); // just checked
  if (value === null)
    throw missing('- stands before a value that is empty.', 'Give it a stand-in with default(value, 0).');
  throw wrong(
    `- stands before ${typeInWords(value)}, not a number.`,
    'Turn text into a number with number(…).',
  );
}

export function not(value: Value): Value {
  if (typeof value === 'boolean') return !value;
  if (value === null) {
    throw missing('! stands before a value that is empty.', 'Give it a stand-in with default(value, false).');
  }
  throw wrong(
    `! stands before ${typeInWords(value)}, not a yes/no value.`,
    'Compare it with something first.',
  );
}

/** Every number that leaves an operation is one that JSON can carry. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw wrong('The result is too large for a number.', 'Check the numbers that go in.');
}

function notZero(value: number): number {
  if (value !== 0) return value;
  throw wrong('A number is divided by zero.', 'Check for zero first: x == 0 ? 0 : y / x.');
}

function add(a: Value, b: Value, budget: Budget): Value {
  if (typeof a === 'number' && typeof b === 'number') return finite(a + b);
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length + b.length > outputLimit) throw tooMuchText();
    budget.chargeText(a.length + b.length);
    return a + b;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    budget.charge(a.length + b.length);
    return [...a, ...b];
  }
  const types = `${typeOf(a)}+${typeOf(b)}`;
  if (types === 'time+duration' || types === 'duration+time') return time(ms(a) + ms(b));
  if (types === 'duration+duration') return duration(ms(a) + ms(b));
  throw mismatch('+', a, b);
}

function subtract(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return finite(a - b);
  const types = `${typeOf(a)}-${typeOf(b)}`;
  if (types === 'time-duration') return time(ms(a) - ms(b));
  if (types === 'time-time' || types === 'duration-duration') return duration(ms(a) - ms(b));
  throw mismatch('-', a, b);
}

function arithmetic(sign: Operator, a: Value, b: Value, apply: (x: number, y: number) => number): number {
  if (typeof a === 'number' && typeof b === 'number') return finite(apply(a, b));
  throw mismatch(sign, a, b);
}

/** Only for values whose type was just found to be a moment. */
function ms(value: Value): number {
  return (value as Moment).ms;
}

function compare(sign: Operator, a: Value, b: Value, budget: Budget): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const type = typeOf(a);
  if (type === typeOf(b)) {
    if (typeof a === 'string' && typeof b === 'string') {
      budget.chargeText(Math.min(a.length, b.length));
      return a < b ? -1 : a > b ? 1 : 0;
    }
    if (type === 'bool') return Number(a) - Number(b);
    if (type === 'time' || type === 'duration') return ms(a) - ms(b);
  }
  throw mismatch(sign, a, b);
}

function isIn(item: Value, container: Value, budget: Budget): Value {
  if (Array.isArray(container)) {
    budget.charge(container.length);
    return container.some((other) => isEqual(item, other, budget));
  }
  if (isMap(container)) return typeof item === 'string' && readField(container, item) !== undefined;
  if (typeof container === 'string') {
    throw wrong("'in' looks into a list, but this is text.", 'Write contains(text, part) to look into text.');
  }
  throw mismatch('in', item, container);
}

const verbs: Record<Operator, string> = {
  '+': 'cannot be added',
  '-': 'cannot be subtracted',
  '*': 'cannot be multiplied',
  '/': 'cannot be divided',
  '%': 'cannot be divided',
  '==': 'cannot be compared',
  '!=': 'cannot be compared',
  '<': 'cannot be compared',
  '<=': 'cannot be compared',
  '>': 'cannot be compared',
  '>=': 'cannot be compared',
  in: 'cannot be searched for one in the other',
};

function mismatch(sign: Operator, a: Value, b: Value) {
  if (a === null || b === null) {
    const side = a === null ? 'left' : 'right';
    return missing(
      `The value on the ${side} of ${sign} is empty.`,
      'Give it a stand-in with default(value, …), or ask first with has(…).',
    );
  }
  const types = [typeOf(a), typeOf(b)];
  return wrong(
    `${sentence(typeInWords(a))} and ${typeInWords(b)} ${verbs[sign]} (${sign}).`,
    remedy(sign, types),
  );
}

function remedy(sign: Operator, types: string[]): string {
  if (types.includes('text')) {
    if (types.includes('time')) return 'Turn the text into a date with timestamp(…).';
    if (types.includes('duration'))
      return 'Turn the text into a date with timestamp(…) or a duration with duration(…).';
    if (sign === '+')
      return 'Turn the other value into text with string(…), or the text into a number with number(…).';
    if (types.includes('number')) return 'Turn the text into a number with number(…).';
  }
  if (types.includes('time') && types.includes('number')) return 'Write a length of time as duration("2d").';
  return 'Both sides need the same type.';
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
