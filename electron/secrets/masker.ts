import type { Json, JsonObject } from '../../shared/json.ts';
import { mask } from '../../shared/mask.ts';
import { spellingsOf } from './encodings.ts';

export type Masker = {
  /** The same value when nothing had to be hidden; otherwise a copy with `•••` in place of each secret. */
  mask: (value: Json) => Json;
  maskText: (text: string) => string;
};

/**
 * Credentials by their shape: bearer headers and the tokens of our own callback and decision links. The
 * lookahead keeps ordinary sentences (“bearer of bad news …”) as they are.
 */
const shapes =
  /\b(bearer\s+)(?=[A-Za-z0-9._~+/-]*[0-9._~+/-])[A-Za-z0-9._~+/-]{16,}=*|(\/(?:callbacks|decide)\/)[A-Za-z0-9_.-]{20,}/gi;
const mayHoldShape = /bearer\s|\/callbacks\/|\/decide\//i;

/** Headers that carry a credential whatever it looks like. */
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'x-countersign-secret',
]);

const escapeRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

const byLength = (a: string, b: string): number => b.length - a.length;

function finder(secrets: readonly string[]): RegExp | null {
  const spellings = new Set(secrets.flatMap(spellingsOf));
  if (spellings.size === 0) return null;
  return new RegExp([...spellings].sort(byLength).map(escapeRegExp).join('|'), 'g');
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((value, index) => value === b[index]));

/** Hides known secrets and credential shapes. `secretValues` is asked on each use, so a new secret counts at once. */
export function createMasker(secretValues: () => readonly string[]): Masker {
  let known: readonly string[] = [];
  let find: RegExp | null = null;

  const refresh = (): void => {
    const values = secretValues();
    if (sameList(values, known)) return;
    known = [...values];
    find = finder(known);
  };

  const text = (value: string): string => {
    let result = value;
    if (find !== null && value.length >= 4) result = result.replace(find, mask);
    if (mayHoldShape.test(result)) {
      result = result.replace(
        shapes,
        (_all: string, bearer?: string, path?: string) => `${bearer ?? path ?? ''}${mask}`,
      );
    }
    return result;
  };

  const walk = (value: Json, inHeaders: boolean): Json => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      let copy: Json[] | null = null;
      for (const [index, item] of value.entries()) {
        const masked = walk(item, false);
        if (masked === item) continue;
        copy ??= [...value];
        copy[index] = masked;
      }
      return copy ?? value;
    }
    return walkObject(value, inHeaders);
  };

  const walkObject = (value: JsonObject, inHeaders: boolean): Json => {
    const changes = new Map<string, [string, Json]>();
    for (const key in value) {
      const item = value[key] ?? null;
      const shownKey = find === null ? key : text(key);
      const hidden = inHeaders && item !== null && secretHeaders.has(key.toLowerCase());
      const shown = hidden ? mask : walk(item, key.length === 7 && key.toLowerCase() === 'headers');
      if (shownKey !== key || shown !== item) changes.set(key, [shownKey, shown]);
    }
    if (changes.size === 0) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => changes.get(key) ?? [key, item]));
  };

  return {
    mask: (value) => {
      refresh();
      return walk(value, false);
    },
    maskText: (value) => {
      refresh();
      return text(value);
    },
  };
}
