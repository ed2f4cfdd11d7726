import { z } from 'zod';

import { fieldMap } from './field-schema.ts';
import { defineKind } from './kind.ts';
import { choice, duration, laterKey, nodeName } from './schema.ts';

export const wait = defineKind({
  kind: 'wait',
  title: 'Wait for an answer',
  summary: 'Hands out an address and goes on when somebody calls it.',
  group: 'steer',
  config: z.strictObject({
    for: choice(['callback'], ['event']).default('callback'),
    event: laterKey(),
    where: laterKey(),
    schema: fieldMap.optional(),
    timeout: duration.optional(),
    heartbeat: laterKey(),
    /** A detached ssh step whose end is looked for, in case nobody calls. */
    poll: z.strictObject({ job: nodeName, every: duration.default('30s') }).optional(),
  }),
  execution: 'wait',
  ports: () => ['done', 'timeout'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: ['for', 'schema', 'timeout', 'poll'],
  conditions: [],
  describe: (wait) =>
    wait.timeout === undefined ? 'Until it is called' : `Until it is called, ${wait.timeout} at most`,
});
