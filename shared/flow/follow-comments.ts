import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { hasComments } from './comments.ts';
import type { Comments } from './comments.ts';

const nameOf = (value: Json | undefined): Json | undefined =>
  isJsonObject(value) ? (value['name'] ?? value['label'] ?? value['text']) : undefined;

/** A list's comments after an edit: each goes with its entry, told by equal content, then by name, then by place. */
export function followEntries(
  before: Comments | undefined,
  entries: readonly Json[],
): (Comments | undefined)[] {
  const result: (Comments | undefined)[] = entries.map(() => undefined);
  const left = new Map([...(before?.under ?? [])].filter(([, comments]) => hasComments(comments)));
  if (left.size === 0) return result;
  const take = (
    matches: (comments: Comments, key: string | number, entry: Json, index: number) => boolean,
  ): void => {
    for (const [index, entry] of entries.entries()) {
      if (result[index] !== undefined) continue;
      const found = [...left].find(([key, comments]) => matches(comments, key, entry, index));
      if (found === undefined) continue;
      left.delete(found[0]);
      result[index] = found[1];
    }
  };
  const same = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
  take(({ value }, key, entry, index) => key === index && same(value, entry));
  take(({ value }, _key, entry) => same(value, entry));
  take(({ value }, _key, entry) => nameOf(entry) !== undefined && nameOf(value) === nameOf(entry));
  // What is left was edited in place. In a list that grew or shrank, a line of plain text (an edge) is rather gone.
  const sameLength = before?.under.size === entries.length;
  take(({ value }, key, entry, index) => {
    const maps = typeof value === 'object' && typeof entry === 'object';
    return key === index && (maps || sameLength);
  });
  return result;
}

/** A map's comments after an edit: by key, and where exactly one key became another, with the new one. */
export function followKeys(before: Comments | undefined, keys: readonly string[]): Map<string, Comments> {
  const result = new Map<string, Comments>();
  if (before === undefined) return result;
  const now = new Set(keys);
  const gone = [...before.under.keys()].filter((key) => !now.has(String(key)));
  const fresh = keys.filter((key) => !before.under.has(key));
  for (const [key, comments] of before.under) if (now.has(String(key))) result.set(String(key), comments);
  const [from] = gone;
  const [to] = fresh;
  const renamed =
    gone.length === 1 && fresh.length === 1 && from !== undefined ? before.under.get(from) : undefined;
  if (renamed !== undefined && to !== undefined) result.set(to, renamed);
  return result;
}
