import { z } from 'zod';

import { defineKind } from './kind.ts';
import { json, text } from './schema.ts';

export const persist = defineKind({
  kind: 'persist',
  title: 'Keep a file',
  summary: 'Stores a value as a file that later steps and people can open.',
  group: 'shape',
  config: z.strictObject({
    name: text,
    content: json,
    /** Media type; text or JSON by the content unless said. */
    type: text.optional(),
  }),
  execution: 'effect',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [],
  conditions: [],
  describe: ({ name }) => `Keep ${name}`,
});
