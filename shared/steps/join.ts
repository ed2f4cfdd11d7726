import { z } from 'zod';

import { defineKind } from './kind.ts';
import { count, rule } from './schema.ts';

const config = z
  .strictObject({ mode: z.enum(['all', 'any', 'count']).default('all'), count: count.optional() })
  .check(
    rule((join) => {
      if (join.mode === 'count' && join.count === undefined) {
        return { message: 'This join does not say how many it waits for.', fix: 'Write `count: 2`.' };
      }
      if (join.mode !== 'count' && join.count !== undefined) {
        return {
          message: '`count` belongs to `mode: count`.',
          fix: 'Write `mode: count`, or remove `count`.',
          path: ['count'],
        };
      }
      return null;
    }),
  );

export const join = defineKind({
  kind: 'join',
  title: 'Join',
  summary: 'Waits for all, any or some of the ways that lead here.',
  group: 'steer',
  config,
  execution: 'pure',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: ['mode', 'count'],
  conditions: [],
  describe: (join) => {
    if (join.mode === 'count') return `Wait for ${join.count ?? 1} of the ways here`;
    return join.mode === 'any' ? 'Go on with whichever comes first' : 'Wait for every way here';
  },
});
