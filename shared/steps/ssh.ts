import { z } from 'zod';

import { defineKind } from './kind.ts';
import { rule, slotName, text } from './schema.ts';

const config = z
  .strictObject({
    connection: slotName,
    command: text.optional(),
    script: text.optional(),
    stdin: text.optional(),
    env: z.record(z.string(), text).optional(),
    cwd: text.optional(),
    allowExit: z.array(z.int().min(0).max(255)).min(1).default([0]),
    detach: z.boolean().default(false),
  })
  .check(
    rule((job) => {
      if ((job.command === undefined) !== (job.script === undefined)) return null;
      const both = job.command !== undefined;
      return {
        message: both
          ? 'This step has both a `command` and a `script`.'
          : 'This step does not say what to run.',
        fix: both ? 'Keep one of the two.' : 'Write a `command` (one line) or a `script` (several).',
        path: both ? ['script'] : [],
      };
    }),
  );

export const ssh = defineKind({
  kind: 'ssh',
  title: 'Run on a server',
  summary: 'Runs a command or a script on another computer over SSH.',
  group: 'act',
  config,
  execution: 'effect',
  ports: () => ['done'],
  effect: () => 'write',
  canFail: true,
  afterCrash: (job) => (job.detach ? 'probe' : 'ask'),
  literals: ['connection', 'allowExit', 'detach'],
  conditions: [],
  connection: 'ssh',
  describe: (job) => `${job.script === undefined ? 'Run a command' : 'Run a script'} on ${job.connection}`,
});
