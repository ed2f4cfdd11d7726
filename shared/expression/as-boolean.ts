import { missing, wrong } from './expression-error.ts';
import { typeInWords } from './value.ts';
import type { Value } from './value.ts';

/** `what` begins the message: “The condition in filter(…)”. */
export function asBoolean(value: Value, what: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) {
    throw missing(
      `${what} is empty, not yes or no.`,
      'Ask with has(…), or give a stand-in with default(value, false).',
    );
  }
  throw wrong(
    `${what} is ${typeInWords(value)}, not yes or no.`,
    'Compare it with something, such as > 0 or == "yes".',
  );
}
