import { z } from 'zod';

import { defineKind } from './kind.ts';
import { json } from './schema.ts';

export const set = defineKind({
  kind: 'set',
  title: 'Set values',
  summary: 'Works out values that later steps read.',
  group: 'shape',
  config: z.strictObject({ values: z.record(z.string(), json) }),
  execution: 'pure',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [],
  conditions: [],
  describe: ({ values }) => `Set ${Object.keys(values).join(', ')}`,
});
