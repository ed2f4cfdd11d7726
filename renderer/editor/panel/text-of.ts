import type { Json } from '../../../shared/json.ts';

/** A drawn value where a word belongs: what is no word yet reads as none. */
export function textOf(value: Json | undefined, otherwise = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise;
}
