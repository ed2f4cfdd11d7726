import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';

const maxDepth = 64;
const maxKeys = 100_000;

/**
 * JSON from outside. Depth and size of structure are bounded before `JSON.parse` sees them: a million brackets take it
 * over a second and break what comes after. `__proto__` is refused: no program means it well.
 */
export function readJson(text: string): Json {
  measureJson(text);
  let value: Json;
  try {
    value = JSON.parse(
      text,
      text.includes('__proto__') || text.includes('\\u') ? refusePrototype : undefined,
    ) as Json; // JSON.parse makes JSON
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('malformed', 'The body is not JSON.', { fix: 'Send one JSON document in UTF-8.' });
  }
  return value;
}

function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') {
    throw new AppError('malformed', 'A key named “__proto__” is not accepted.', { fix: 'Rename the key.' });
  }
  return value;
}

/** Refuses text whose brackets or keys would cost more than any honest message does. Says nothing about being JSON. */
export function measureJson(text: string): void {
  let depth = 0;
  let keys = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      index = endOfString(text, index);
    } else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > maxDepth) throw tooDeep();
    } else if (code === 93 || code === 125) {
      depth -= 1;
    } else if (code === 58) {
      keys += 1;
      if (keys > maxKeys) {
        throw new AppError('too_large', `The body has more than ${maxKeys} keys.`, {
          fix: 'Send less at a time.',
        });
      }
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && escaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function escaped(text: string, quote: number): boolean {
  let backslashes = 0;
  for (let index = quote - 1; text.charCodeAt(index) === 92; index--) backslashes += 1;
  return backslashes % 2 === 1;
}

function tooDeep(): AppError {
  return new AppError('malformed', `The body is nested deeper than ${maxDepth} levels.`, {
    fix: 'Flatten it.',
  });
}
