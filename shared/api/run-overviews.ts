import { z } from 'zod';
import { instant, name, time, version } from './parts.ts';
import { procedure } from './procedure.ts';

/** Why a run counts as stuck; what to do about it differs. */
export const stuckCauses = [
  'unknown',
  'parked',
  'overdue',
  'queued',
  'retrying',
  'overtime',
  'endless',
] as const;

export const runOverviews = {
  'runs.failures': procedure({
    method: 'GET',
    path: '/failures',
    summary: 'Failed runs by their cause: flow, step and code, the newest cause first',
    right: 'read',
    query: ['flow', 'version', 'target', 'person', 'from', 'to'],
    input: z.strictObject({
      flow: name.optional(),
      version: version.optional(),
      target: z.enum(['draft', 'live', 'version']).optional(),
      /** Who started them: a person, or `webhook`, `schedule`, `event`. */
      person: name.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    output: z.object({
      items: z.array(
        z.object({
          flow: z.string(),
          node: z.string().nullable(),
          code: z.string().nullable(),
          count: z.number(),
          newest: z.object({ id: z.string(), at: time, message: z.string().nullable() }),
        }),
      ),
    }),
  }),
  'runs.stuck': procedure({
    method: 'GET',
    path: '/stuck',
    summary: 'Runs in which nothing has happened for longer than expected, the oldest first',
    right: 'read',
    query: ['flow'],
    input: z.strictObject({ flow: name.optional() }),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          flow: z.string(),
          version: z.number().nullable(),
          target: z.enum(['draft', 'live', 'version']),
          cause: z.enum(stuckCauses),
          node: z.string().nullable(),
          /** Since when nothing has happened. */
          since: time,
          /** What the step or the host said last. */
          message: z.string().nullable(),
          /** The card it waits for. */
          approval: z.string().nullable(),
          /** The run it queues behind. */
          before: z.string().nullable(),
        }),
      ),
    }),
  }),
};
