import { z } from 'zod';
import { approvalSchema } from '../approval/view-schema.ts';
import type { StepError } from '../errors.ts';
import type { TriedCase } from '../run/try-step.ts';
import { described, flag, json, name, time } from './parts.ts';
import { procedure } from './procedure.ts';

const origin = z.enum(['given', 'run', 'sample', 'none']);

const stepTest = z.object({
  /** `practice`: the example answered; `preview`: nothing was sent, or nothing can happen outside of a run. */
  outcome: z.enum(['succeeded', 'failed', 'practice', 'preview']),
  test: z.string().meta({ description: 'Handed back with `real`, the very request of the preview is sent' }),
  kind: z.string(),
  /** The step's fields, worked out; secrets masked. */
  input: json,
  /** Everything that leaves this machine, or would: the exact request with its secrets masked. */
  sends: z.array(
    z.object({ to: z.string(), headers: z.record(z.string(), z.string()), body: z.string().nullable() }),
  ),
  /** True where `sends` is only looked at, and `real` would do it. */
  needsReal: z.boolean(),
  output: json,
  error: described<StepError>('{ code, message, status?, fix? }').nullable(),
  /** The field whose formula failed: `config.body.text`. */
  field: z.string().nullable(),
  /** The way out the run would take. */
  port: z.string().nullable(),
  /** The conditions of a branch up to the one that decided, with the values they read. */
  cases: z.array(described<TriedCase>('{ name, when, holds, values: [{ source, value }] }')),
  /** The card people would see; null for any other kind. `next` is empty while other steps have problems. */
  card: approvalSchema.nullable(),
  /** Until when it would wait. */
  until: time.nullable(),
  /** What the step would do, where nothing can be shown of it. */
  words: z.string().nullable(),
  tookMs: z.number(),
  /** Where each value came from; `run` is the draft run whose values were used. */
  usedFrom: z.object({
    trigger: origin,
    steps: z.record(z.string(), origin),
    run: z.string().nullable(),
  }),
});

export const steps = {
  'flows.testStep': procedure({
    method: 'POST',
    path: '/flows/{id}/steps/{node}/test',
    summary:
      'Try one step of the draft without a run; what changes something outside is only shown unless `real`',
    right: 'run',
    input: z.strictObject({
      id: name,
      node: name,
      /** What is not given comes from the last draft run, else from the examples. */
      values: z
        .strictObject({ trigger: json.optional(), steps: z.record(z.string(), json).optional() })
        .optional(),
      first: z.enum(['run', 'samples']).optional(),
      /** Only a person may say so. */
      real: flag.optional(),
      test: z.string().max(100).optional(),
    }),
    output: stepTest,
  }),
};
