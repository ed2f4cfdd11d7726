import { ExpressionError } from './expression-error.ts';

/**
 * What one evaluation may spend. A unit is about one small operation (tens of nanoseconds): one syntax node for one
 * list item, one list item read or made, 32 characters of text read or made. It counts sizes, never time, so the
 * same formula on the same values ends the same way on every machine.
 */
export const costLimit = 1_000_000;

/** Text one formula or one rendered value may make, as UTF-8. */
export const outputLimit = 8 * 1024 * 1024;

export type Budget = {
  charge(units: number): void;
  chargeText(characters: number): void;
  /** Listing the fields of a large map is several times slower than going through a list. */
  chargeFields(count: number): void;
  /** Compiling a pattern is paid once per evaluation, whether or not it was cached: a cache must not change results. */
  isFirstUse(pattern: string): boolean;
};

export function createBudget(limit: number = costLimit): Budget {
  let left = limit;
  let patterns: Set<string> | undefined;
  function charge(units: number): void {
    left -= units;
    if (left < 0) throw tooMuchWork();
  }
  return {
    charge,
    chargeText: (characters) => charge(characters / 32),
    chargeFields: (count) => charge(count * 5),
    isFirstUse: (pattern) => {
      patterns ??= new Set();
      if (patterns.has(pattern)) return false;
      patterns.add(pattern);
      return true;
    },
  };
}

function tooMuchWork(): ExpressionError {
  return new ExpressionError(
    'cost',
    'This formula needs more work than one formula may do: the lists or texts it goes through are too large together.',
    'Filter the list first, avoid a list inside a list, or do the work in a function step.',
  );
}

export function tooMuchText(): ExpressionError {
  return new ExpressionError(
    'cost',
    'This formula makes more than 8 MiB, which is the most a value may hold.',
    'Pass on less of the text or list, or keep the large part as a stored file and refer to it.',
  );
}
