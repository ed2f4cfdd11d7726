import type { Budget } from './budget.ts';
import { missing, wrong } from './expression-error.ts';
import type { ExpressionError } from './expression-error.ts';
import type { Node } from './grammar.ts';
import { closest } from './closest.ts';
import { isMap, readField, typeInWords } from './value.ts';
import type { Value, ValueMap } from './value.ts';

/** Where a value was read from, for messages: `steps.summarize.risk` is ['steps', 'summarize', 'risk']; null if computed. */
export type Origin = string[] | null;

/** The fixed path a chain of fields reads; a computed index or a call ends it. `isLocal` tells a list item's name. */
export function originOf(node: Node): Origin {
  if (node.op === 'id') return [node.args];
  if (node.op === '.') {
    const left = originOf(node.args[0]);
    return left && [...left, node.args[1]];
  }
  if (node.op === '[]') {
    const key = node.args[1];
    const left = originOf(node.args[0]);
    return left && key.op === 'value' && typeof key.args === 'string' ? [...left, key.args] : null;
  }
  return null;
}

/** A field that must be there. */
export function select(value: Value, key: string, origin: Origin, isLocal: boolean, budget: Budget): Value {
  if (isMap(value)) {
    const found = readField(value, key);
    if (found !== undefined) return found;
    // A step without a visit on this path may be left out of `steps` or be null there: it is the same thing.
    if (!isLocal && origin?.length === 1 && origin[0] === 'steps') return null;
    throw noField(value, key, origin, isLocal, budget);
  }
  throw cannotSelect(value, key, origin, isLocal);
}

/** `list[0]` and `map["key"]`. */
export function pick(value: Value, key: Value, origin: Origin, isLocal: boolean, budget: Budget): Value {
  if (typeof key === 'string') return select(value, key, origin, isLocal, budget);
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || !Number.isInteger(key)) {
      throw wrong(
        `A list is read with a whole number, not ${typeInWords(key)}.`,
        'Write [0] for the first item.',
      );
    }
    const item = value[key];
    if (key >= 0 && item !== undefined) return item;
    const count = value.length === 1 ? '1 item' : `${value.length} items`;
    throw missing(
      `${subject(origin, isLocal)} has ${value.length === 0 ? 'no items' : count}; there is no item [${key}] (the first is [0]).`,
      'Check size(…) first, or give a stand-in with default(…, …).',
    );
  }
  if (isMap(value)) {
    throw wrong(
      `A field is read with its name as text, not ${typeInWords(key)}.`,
      'Write ["name"], or [string(x)].',
    );
  }
  throw cannotSelect(value, null, origin, isLocal);
}

/** The same reading for has and default: what is not there is undefined, never an error. */
export function peek(value: Value | undefined, key: Value): Value | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isMap(value) && typeof key === 'string' ? readField(value, key) : undefined;
}

function subject(origin: Origin, isLocal: boolean): string {
  if (origin === null) return 'This value';
  if (!isLocal && origin[0] === 'steps' && origin.length > 1) {
    const step = `tep '${origin[1]}'`;
    return origin.length === 2 ? `S${step}` : `'${origin.slice(2).join('.')}' of s${step}`;
  }
  return `'${origin.join('.')}'`;
}

function written(origin: Origin, key: string | null): string {
  const base = origin?.join('.') ?? 'value';
  if (key === null) return base;
  return /^[A-Za-z_]\w*$/.test(key) ? `${base}.${key}` : `${base}["${clip(key)}"]`;
}

function noField(
  map: ValueMap,
  key: string,
  origin: Origin,
  isLocal: boolean,
  budget: Budget,
): ExpressionError {
  const fields = Object.keys(map);
  // Looking past many such errors in a loop must cost what listing the fields costs.
  budget.chargeFields(fields.length);
  const shown = fields.slice(0, 12).map(clip).join(', ');
  const more = fields.length > 12 ? ` and ${fields.length - 12} more` : '';
  const near = closest(key, fields.slice(0, 12));
  return missing(
    `${subject(origin, isLocal)} has no field '${clip(key)}'. ${fields.length === 0 ? 'It has no fields at all.' : `It has: ${shown}${more}.`}`,
    `${near === null ? 'Correct the name' : `Did you mean '${near}'? Correct the name`}, or write default(${written(origin, key)}, …) if it may be missing.`,
  );
}

function cannotSelect(value: Value, key: string | null, origin: Origin, isLocal: boolean): ExpressionError {
  const part = key === null ? 'an item' : `a field '${clip(key)}'`;
  if (value === null) {
    const path = written(origin, key);
    if (!isLocal && origin?.[0] === 'steps' && origin.length === 2) {
      return missing(
        `'${origin[1]}' has not run on this path, or gave nothing, so there is nothing to read from it.`,
        `Give a stand-in with default(${path}, …), or ask first with has(${path}).`,
      );
    }
    return missing(
      `${subject(origin, isLocal)} is empty, so ${part} cannot be read from it.`,
      `Give a stand-in with default(${path}, …), or ask first with has(${path}).`,
    );
  }
  const fix = Array.isArray(value)
    ? `Take one item first, such as [0], or all of them with .map(entry, entry${key === null ? '' : `.${clip(key)}`}).`
    : 'Check the name, or use a function such as size(…), year(…) or json(…).';
  return wrong(`${subject(origin, isLocal)} is ${typeInWords(value)}: ${part} cannot be read from it.`, fix);
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
