import { z } from 'zod';

import { defineKind } from './kind.ts';
import { text } from './schema.ts';

export const triggerManual = defineKind({
  kind: 'trigger.manual',
  title: 'Run by hand',
  summary: 'Starts when somebody presses Run and fills in the flow’s inputs.',
  group: 'start',
  config: z.strictObject({ requester: text.optional() }),
  execution: 'trigger',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [],
  conditions: [],
  describe: () => 'When somebody presses Run',
});
