import type { Json } from '../json.ts';
import type { Budget } from './budget.ts';
import { formatDuration } from './duration.ts';
import { wrong } from './expression-error.ts';

const MOMENT = Symbol('moment');

/** A point in time or a length of time, in ms. The symbol keeps it apart from data, which can never hold one. */
export type Moment = { readonly [MOMENT]: 'time' | 'duration'; readonly ms: number };

export type ValueMap = { [key: string]: Value };
/** What a formula works with: JSON, and moments that leave it as text. */
export type Value = null | boolean | number | string | Moment | Value[] | ValueMap;

export type ValueType = 'null' | 'bool' | 'number' | 'text' | 'time' | 'duration' | 'list' | 'map';

/** 0001-01-01 and the end of 9999, what RFC 3339 can write. */
const firstMs = -62_135_596_800_000;
const lastMs = 253_402_300_799_999;
/** Beyond ten thousand years a duration is a mistake. */
const longestMs = 10_000 * 366 * 86_400_000;

export function time(ms: number): Moment {
  if (!(ms >= firstMs && ms <= lastMs)) {
    throw wrong(
      'The date lies outside the years 1 to 9999.',
      'Check the duration that is added or taken away.',
    );
  }
  return { [MOMENT]: 'time', ms };
}

export function duration(ms: number): Moment {
  if (!(Math.abs(ms) <= longestMs)) {
    throw wrong('The duration is longer than ten thousand years.', 'Check the number and its unit.');
  }
  return { [MOMENT]: 'duration', ms };
}

export function isMoment(value: Value): value is Moment {
  return typeof value === 'object' && value !== null && MOMENT in value;
}

export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(MOMENT in value);
}

export function typeOf(value: Value): ValueType {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'object':
      if (Array.isArray(value)) return 'list';
      return isMoment(value) ? value[MOMENT] : 'map';
    default:
      throw wrong('A value here is not data.', 'Use numbers, text, yes/no values, lists and fields only.');
  }
}

const words: Record<ValueType, string> = {
  null: 'nothing (it is empty)',
  bool: 'a yes/no value',
  number: 'a number',
  text: 'text',
  time: 'a date',
  duration: 'a duration',
  list: 'a list',
  map: 'a group of fields',
};

/** The type in a user's words: “a number”, “a list”. */
export function typeInWords(value: Value): string {
  return words[typeOf(value)];
}

/** Fields of data only: own keys, so `constructor` or `__proto__` mean nothing unless the data has such a field. */
export function readField(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export function isEqual(a: Value, b: Value, budget: Budget, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length !== b.length) return false;
    budget.chargeText(a.length);
    return a === b;
  }
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (isMoment(a)) return isMoment(b) && a.ms === b.ms;
  if (depth > depthLimit) throw tooDeep();
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    budget.charge(a.length);
    return a.every((item, i) => isEqual(item, b[i] ?? null, budget, depth + 1));
  }
  if (!isMap(b)) return false;
  const keys = Object.keys(a);
  const otherKeys = Object.keys(b);
  budget.chargeFields(keys.length + otherKeys.length);
  if (keys.length !== otherKeys.length) return false;
  return keys.every((key) => {
    const other = readField(b, key);
    return other !== undefined && isEqual(a[key] ?? null, other, budget, depth + 1);
  });
}

export const depthLimit = 500;

export function tooDeep() {
  return wrong(
    `A value here is nested more than ${depthLimit} levels deep.`,
    'Read the part that is needed instead of the whole value.',
  );
}

/** A moment as it leaves a formula: RFC 3339 in UTC, or `1h30m`. */
export function momentText(moment: Moment): string {
  return moment[MOMENT] === 'time' ? new Date(moment.ms).toISOString() : formatDuration(moment.ms);
}

/** Text of a value inside other text: numbers as JSON prints them, lists and fields as JSON, null as nothing. */
export function jsonText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
