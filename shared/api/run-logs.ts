import { z } from 'zod';
import { name, time, version } from './parts.ts';
import { procedure } from './procedure.ts';

export const runLogs = {
  'runs.logs': procedure({
    method: 'GET',
    path: '/runs/{id}/logs',
    summary:
      'What one step said while it worked, by attempt, oldest first; the latest round where none is named',
    right: 'read',
    query: ['node', 'visit'],
    input: z.strictObject({ id: name, node: name, visit: version.optional() }),
    output: z.object({
      visit: z.number(),
      items: z.array(z.object({ attempt: z.number(), at: time, text: z.string() })),
      /** Attempts that said more than is kept: their last line here is not the last they said. */
      cut: z.array(z.number()),
      next: z.null(),
    }),
  }),
};
