import { z } from 'zod';

import { fieldMap } from './field-schema.ts';
import { defineKind } from './kind.ts';
import { count, slotName, text } from './schema.ts';

export const llm = defineKind({
  kind: 'llm',
  title: 'Ask a model',
  summary: 'Asks a language model, as text or as typed fields.',
  group: 'act',
  config: z.strictObject({
    connection: slotName,
    /** The connection's model unless said. */
    model: text.optional(),
    system: text.optional(),
    prompt: text,
    output: fieldMap.optional(),
    temperature: z.number().min(0).max(2).optional(),
    maxTokens: count.optional(),
  }),
  execution: 'effect',
  ports: () => ['done'],
  effect: () => 'read',
  canFail: true,
  afterCrash: () => 'again',
  literals: ['connection', 'output', 'temperature', 'maxTokens'],
  conditions: [],
  connection: 'llm',
  describe: (ask) => `Ask ${ask.model ?? ask.connection}`,
});
