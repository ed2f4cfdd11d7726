import { z } from 'zod';

import { defineKind } from './kind.ts';
import { namesIn } from './port-names.ts';
import { portName, text } from './schema.ts';

export const branch = defineKind({
  kind: 'branch',
  title: 'Branch',
  summary: 'Goes the first way whose condition holds, else the last.',
  group: 'steer',
  config: z.strictObject({ cases: z.array(z.strictObject({ name: portName, when: text })).min(1) }),
  execution: 'pure',
  ports: ({ cases }) => [...namesIn(cases), 'else'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: [],
  conditions: ['cases.*.when'],
  describe: ({ cases }) => cases.map(({ name }) => name).join(', ') + ' or else',
});
