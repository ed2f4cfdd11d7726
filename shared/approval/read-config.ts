import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { textOf } from './words.ts';

/*
 * The approval's config arrives with every template resolved, so a place that held text may hold whatever a formula
 * gave. These readers make of it what the card needs; the kind's schema has checked the shape and set the defaults.
 */

export const objectAt = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

export const listAt = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** One line: a title or a label never breaks a toast or a mail's subject. */
export function lineOf(value: Json | undefined, longest = 200): string | null {
  const line = textOf(value)?.replaceAll(/\s+/g, ' ').trim() ?? null;
  if (line === null || line.length <= longest) return line;
  return `${line.slice(0, longest - 1).trimEnd()}…`;
}

/** Names of people or pools: a formula may give one, a list, or nothing. */
export function namesAt(value: Json | undefined): string[] {
  return listAt(value)
    .flatMap((entry) => (Array.isArray(entry) ? entry : [entry]))
    .flatMap((entry) => textOf(entry)?.trim() ?? []);
}

export function oneOf<const T extends string>(words: readonly T[], value: Json | undefined, otherwise: T): T {
  return words.find((word) => word === value) ?? otherwise;
}
