import type { Json } from '../../shared/json.ts';

/** The value with every text in it changed, keys left alone; the same value when nothing changed. */
export function mapText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const mapped = value.map((item) => mapText(item, change));
    return mapped.every((item, index) => item === value[index]) ? value : mapped;
  }
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [key, mapText(item, change)]);
  return entries.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(entries);
}
