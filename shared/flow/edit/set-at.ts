import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';

export type JsonPath = readonly (string | number)[];

/** What stands at a path; undefined where nothing does. */
export function valueAt(root: Json | undefined, path: JsonPath): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

/**
 * The value with `next` at a path; undefined takes it away, together with the maps that became empty by it. Groups on
 * the way are made. What did not change keeps its identity.
 */
export function setAt(root: Json | undefined, path: JsonPath, next: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (typeof key === 'number') {
    const list = Array.isArray(root) ? root : [];
    const inner = setAt(list[key], rest, next);
    if (inner === list[key]) return root;
    if (inner === undefined) return list.filter((_, index) => index !== key);
    return key < list.length ? list.with(key, inner) : [...list, inner];
  }
  const map = isJsonObject(root) ? root : {};
  const before = Object.hasOwn(map, key) ? map[key] : undefined;
  const inner = setAt(before, rest, next);
  if (inner === before && (inner !== undefined || !Object.hasOwn(map, key))) return root;
  if (inner !== undefined) return { ...map, [key]: inner };
  const { [key]: _, ...others } = map;
  return Object.keys(others).length === 0 ? undefined : others;
}
