import type { Json, JsonObject } from '../json.ts';
import { outputLimit, tooMuchText } from './budget.ts';
import { depthLimit, isMoment, momentText, tooDeep } from './value.ts';
import type { Value } from './value.ts';

/** Counts what has been made so far, so that many values together stay within one limit. */
export type Output = { add(value: Value): Json; addText(text: string): void };

/**
 * Values as plain JSON: moments as text, null-prototype maps as plain ones, -0 as 0 (JSON cannot say -0, and a
 * replay reads JSON). What needs no change is handed on as it is, never copied.
 */
export function createOutput(limit: number = outputLimit): Output {
  let left = limit;

  function take(bytes: number): void {
    left -= bytes;
    if (left < 0) throw tooMuchText();
  }

  function takeText(text: string): void {
    if (text.length > left) throw tooMuchText();
    take(utf8Length(text));
  }

  function add(value: Value, depth: number): Json {
    switch (typeof value) {
      case 'string':
        takeText(value);
        return value;
      case 'number':
        take(2);
        return value === 0 ? 0 : value;
      case 'boolean':
        take(4);
        return value;
      case 'object':
        break;
      default:
        // Only a caller's mistake brings functions or symbols here; they are refused like any other non-data.
        take(4);
        return null;
    }
    take(2);
    if (value === null) return null;
    if (depth > depthLimit) throw tooDeep();
    if (isMoment(value)) return momentText(value);
    return Array.isArray(value) ? addList(value, depth) : addMap(value, depth);
  }

  function addList(list: Value[], depth: number): Json {
    let copy: Json[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const item = list[i] ?? null;
      const plain = add(item, depth + 1);
      take(1);
      // Everything before the first change is already plain JSON.
      if (copy === undefined && !Object.is(plain, item)) copy = list.slice(0, i) as Json[];
      copy?.push(plain);
    }
    return copy ?? (list as Json[]); // nothing changed: the list is plain JSON
  }

  function addMap(map: { [key: string]: Value }, depth: number): Json {
    const keys = Object.keys(map);
    // Null-prototype maps are copied, so that everything that comes out is a plain one.
    let copy: JsonObject | undefined = Object.getPrototypeOf(map) === null ? {} : undefined;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? '';
      const item = map[key];
      takeText(key);
      take(2);
      const plain = item === undefined ? undefined : add(item, depth + 1);
      if (copy === undefined && (plain === undefined || !Object.is(plain, item))) {
        copy = {};
        // Everything before the first change is already plain JSON.
        for (const earlier of keys.slice(0, i)) setOwn(copy, earlier, map[earlier] as Json);
      }
      if (copy !== undefined && plain !== undefined) setOwn(copy, key, plain);
    }
    return copy ?? (map as JsonObject); // nothing changed: the map is plain JSON
  }

  return { add: (value) => add(value, 0), addText: takeText };
}

/** Defines the field: assigning to one named __proto__ would change the map's prototype instead. */
function setOwn(map: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // A surrogate pair is two units and four bytes, any other unit from 0x800 three.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
