import { RE2JS, RE2JSException } from 're2js';
import type { Budget } from './budget.ts';
import { wrong } from './expression-error.ts';
import { createMemo } from './memo.ts';

const patternLimit = 500;
/** Estimated instructions; RE2 unrolls `{n}`, so a short pattern can become a long program. */
const programLimit = 1000;

const compiled = createMemo<RE2JS | 'malformed'>(200, (pattern) => {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return 'malformed';
    throw error;
  }
});

/**
 * Whether the pattern occurs in the text. RE2 is linear in text × program; both are charged, because a program of
 * a thousand instructions on a long text is slow all the same.
 */
export function matchesPattern(text: string, pattern: string, budget: Budget): boolean {
  const size = pattern.length > patternLimit ? Infinity : estimateProgram(pattern);
  if (size > programLimit) {
    throw wrong(
      'The pattern given to matches(…) is too large.',
      'Shorten it, or lower the counts in braces.',
    );
  }
  if (budget.isFirstUse(pattern)) budget.charge(2000 + 20 * size);
  budget.charge(text.length * (1 + size / 4));
  const program = compiled(pattern);
  if (program === 'malformed') {
    throw wrong(
      'The pattern given to matches(…) cannot be read.',
      'Check its brackets and repeats. Look-around such as (?=…) and back-references such as \\1 do not exist here.',
    );
  }
  return program.test(text);
}

/** An upper estimate of the compiled size, without compiling: one per element, repeats multiplied, `\p` is large. */
export function estimateProgram(pattern: string): number {
  const sums = [0];
  let last = 0;
  const put = (size: number): void => {
    sums[sums.length - 1] = (sums.at(-1) ?? 0) + size;
    last = size;
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\') {
      i++;
      put(/[pP]/.test(pattern.charAt(i)) ? 10 : 1);
    } else if (char === '[') {
      const end = classEnd(pattern, i);
      put(1 + 10 * (pattern.slice(i, end).split(/\\[pP]/).length - 1));
      i = end;
    } else if (char === '(') {
      sums.push(0);
    } else if (char === ')') {
      put((sums.length > 1 ? (sums.pop() ?? 0) : 0) + 2);
    } else if (char === '{') {
      const count = /^\{(\d{1,5})(?:,(\d{0,5}))?\}/.exec(pattern.slice(i, i + 14));
      if (count === null) put(1);
      else {
        const times = Math.max(Number(count[1]), Number(count[2] ?? 0), 1);
        sums[sums.length - 1] = (sums.at(-1) ?? 0) + last * (times - 1) * 2;
        last *= times * 2;
        i += count[0].length - 1;
      }
    } else {
      put(1);
    }
  }
  return sums.reduce((total, sum) => total + sum, 0);
}

function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern.charAt(i) === '^') i++;
  if (pattern.charAt(i) === ']') i++;
  while (i < pattern.length && pattern.charAt(i) !== ']') i += pattern.charAt(i) === '\\' ? 2 : 1;
  return i;
}
