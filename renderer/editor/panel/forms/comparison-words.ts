import type { Comparison } from '../../../../shared/expression/condition.ts';

export const comparisonWords: Record<Comparison, string> = {
  is: 'is',
  isNot: 'is not',
  more: 'is more than',
  atLeast: 'is at least',
  less: 'is less than',
  atMost: 'is at most',
  contains: 'contains',
  containsNot: 'does not contain',
  startsWith: 'begins with',
  endsWith: 'ends with',
  filled: 'is filled in',
  empty: 'is empty',
  yes: 'is yes',
  no: 'is no',
};
