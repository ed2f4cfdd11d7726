import { z } from 'zod';

import { defineKind } from './kind.ts';
import { duration, rule, text } from './schema.ts';

const config = z.strictObject({ for: duration.optional(), until: text.optional() }).check(
  rule((sleep) => {
    if ((sleep.for === undefined) !== (sleep.until === undefined)) return null;
    const both = sleep.for !== undefined;
    return {
      message: both ? 'This step has both `for` and `until`.' : 'This step does not say how long it sleeps.',
      fix: both ? 'Keep one of the two.' : 'Write `for: 1h`, or `until` with a time.',
      path: both ? ['until'] : [],
    };
  }),
);

export const sleep = defineKind({
  kind: 'sleep',
  title: 'Sleep',
  summary: 'Goes on after a while, or at a given time.',
  group: 'steer',
  config,
  execution: 'wait',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [],
  conditions: [],
  describe: (sleep) => (sleep.for === undefined ? `Until ${sleep.until ?? ''}` : `For ${sleep.for}`),
});
