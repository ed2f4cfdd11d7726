import { z } from 'zod';

import { defineKind } from './kind.ts';
import { json, text } from './schema.ts';

export const end = defineKind({
  kind: 'end',
  title: 'End',
  summary: 'Ends the run with an outcome.',
  group: 'steer',
  config: z.strictObject({
    outcome: z.enum(['succeeded', 'failed', 'declined', 'cancelled']).default('succeeded'),
    message: text.optional(),
    output: json.optional(),
  }),
  execution: 'pure',
  ports: () => [],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: ['outcome'],
  conditions: [],
  describe: ({ outcome }) => `Ends as ${outcome}`,
});
