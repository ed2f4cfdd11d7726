import { isJsonObject, type Json } from '../../json.ts';
import type { Drawing } from '../drawing.ts';

/** One stretch of a list, replaced: `removed` stood at `at`, `added` stands there now. */
type Splice<Item> = { at: number; removed: Item[]; added: Item[] };

type Change =
  | { type: 'list'; splice: Splice<Json> }
  | { type: 'map'; splice: Splice<[string, Json]> }
  | { type: 'whole'; before: Json | null; after: Json | null };

/** What an edit changed, by section of the file: small, plain JSON, and good in both directions. */
export type Delta = Record<string, Change>;

/** Sections whose entries change one at a time; all others are kept whole. */
const maps: readonly string[] = ['nodes', 'layout', 'samples', 'inputs', 'connections'];

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((entry, at) => sameJson(entry, b[at]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  // Order counts: it is the drawing's order.
  return (
    keys.length === others.length && keys.every((key, at) => key === others[at] && sameJson(a[key], b[key]))
  );
}

function spliceOf<Item>(before: Item[], after: Item[], same: (a: Item, b: Item) => boolean): Splice<Item> {
  const shorter = Math.min(before.length, after.length);
  const equal = (a: Item | undefined, b: Item | undefined): boolean =>
    a !== undefined && b !== undefined && same(a, b);
  let at = 0;
  while (at < shorter && equal(before[at], after[at])) at++;
  let tail = 0;
  while (tail < shorter - at && equal(before[before.length - 1 - tail], after[after.length - 1 - tail]))
    tail++;
  return {
    at,
    removed: before.slice(at, before.length - tail),
    added: after.slice(at, after.length - tail),
  };
}

const apply = <Item>(list: Item[], { at, removed, added }: Splice<Item>): Item[] =>
  list.toSpliced(at, removed.length, ...added);

function changeOf(key: string, before: Json | undefined, after: Json | undefined): Change {
  if (Array.isArray(before) && Array.isArray(after))
    return { type: 'list', splice: spliceOf(before, after, sameJson) };
  if (maps.includes(key) && isJsonObject(before) && isJsonObject(after)) {
    const same = (a: [string, Json], b: [string, Json]): boolean => a[0] === b[0] && sameJson(a[1], b[1]);
    return { type: 'map', splice: spliceOf(Object.entries(before), Object.entries(after), same) };
  }
  return { type: 'whole', before: before ?? null, after: after ?? null };
}

/** Null where nothing changed. */
export function deltaOf(before: Drawing, after: Drawing): Delta | null {
  const [old, fresh] = [before as unknown as Record<string, Json>, after as unknown as Record<string, Json>]; // a drawing is JSON; its type names the keys
  const delta: Delta = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    if (!sameJson(old[key], fresh[key])) delta[key] = changeOf(key, old[key], fresh[key]);
  }
  return Object.keys(delta).length === 0 ? null : delta;
}

const flip = <Item>({ at, removed, added }: Splice<Item>): Splice<Item> => ({
  at,
  removed: added,
  added: removed,
});

/** The same edit backwards. */
export function inverse(delta: Delta): Delta {
  return Object.fromEntries(
    Object.entries(delta).map(([key, change]): [string, Change] => {
      if (change.type === 'whole')
        return [key, { type: 'whole', before: change.after, after: change.before }];
      return change.type === 'list'
        ? [key, { type: 'list', splice: flip(change.splice) }]
        : [key, { type: 'map', splice: flip(change.splice) }];
    }),
  );
}

/** The drawing after the edit that `delta` describes; it must stand at the delta's beginning. */
export function applyDelta(drawing: Drawing, delta: Delta): Drawing {
  const result: Record<string, Json> = { ...(drawing as unknown as Record<string, Json>) }; // as in deltaOf
  for (const [key, change] of Object.entries(delta)) {
    const value = result[key];
    if (change.type === 'whole') {
      if (change.after === null) delete result[key];
      else result[key] = change.after;
    } else if (change.type === 'list') {
      result[key] = apply(Array.isArray(value) ? value : [], change.splice);
    } else {
      result[key] = Object.fromEntries(
        apply(Object.entries(isJsonObject(value) ? value : {}), change.splice),
      );
    }
  }
  return result as unknown as Drawing; // from a drawing, by a change between two drawings
}
