import { z } from 'zod';
import { json, limit, page, whole } from './parts.ts';
import { procedure } from './procedure.ts';

/** `shared/audit/entry.ts`, as the API tells it. */
const entry = z.object({
  seq: z.number(),
  at: z.union([z.string(), z.number()]),
  actor: z.string(),
  identified: z.string(),
  kind: z.string(),
  body: json,
  prev: z.string(),
  hash: z.string(),
});

export const audit = {
  'audit.list': procedure({
    method: 'GET',
    path: '/audit',
    summary: 'The journal, oldest first, after a sequence number',
    right: 'read',
    query: ['after', 'limit'],
    input: z.strictObject({ after: whole.optional(), limit }),
    output: page(entry),
  }),
  'audit.verify': procedure({
    method: 'GET',
    path: '/audit/verify',
    summary: 'Check the chain of the journal',
    right: 'read',
    input: z.strictObject({}),
    output: z.object({
      ok: z.boolean(),
      entries: z.number(),
      at: z.number().optional(),
      reason: z.string().optional(),
      /** Hash of the last entry: keep it elsewhere to notice a cut later. */
      head: z.string().nullable().optional(),
    }),
  }),
};
