import { z } from 'zod';

import { defineKind } from './kind.ts';
import { duration, rule, text } from './schema.ts';

const config = z
  .strictObject({
    cron: text.optional(),
    every: duration.optional(),
    /** UTC unless said: a flow must mean the same on every machine. */
    timezone: text.default('UTC'),
    misfire: z.enum(['latest', 'skip', 'all']).default('latest'),
    maxLate: duration.optional(),
    requester: text.optional(),
  })
  .check(
    rule((schedule) => {
      if ((schedule.cron === undefined) !== (schedule.every === undefined)) return null;
      const both = schedule.cron !== undefined;
      return {
        message: both ? 'This schedule has both `cron` and `every`.' : 'This schedule does not say when.',
        fix: both ? 'Keep one of the two.' : 'Write `every: 1h`, or `cron: 0 9 * * 1-5`.',
        path: both ? ['every'] : [],
      };
    }),
  );

export const triggerSchedule = defineKind({
  kind: 'trigger.schedule',
  title: 'Schedule',
  summary: 'Starts at fixed times or at a steady interval.',
  group: 'start',
  config,
  execution: 'trigger',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: ['cron', 'every', 'timezone', 'misfire', 'maxLate'],
  conditions: [],
  describe: (schedule) =>
    schedule.every === undefined
      ? `At ${schedule.cron ?? ''} (${schedule.timezone})`
      : `Every ${schedule.every}`,
});
