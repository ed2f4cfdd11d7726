import { z } from 'zod';
import { instant, json, limit, name, page, whole } from './parts.ts';
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

/** What entries are about, for filters. */
export const auditTopics = ['approvals', 'runs', 'flows', 'connections', 'people'] as const;

export const audit = {
  'audit.list': procedure({
    method: 'GET',
    path: '/audit',
    summary:
      'The journal, oldest first unless asked otherwise, after a sequence number; `q` looks for words in whatever an entry says',
    right: 'read',
    query: ['after', 'cursor', 'order', 'q', 'about', 'actor', 'from', 'to', 'limit'],
    input: z.strictObject({
      after: whole.optional(),
      /** `next` of the page before, in either order. */
      cursor: whole.optional(),
      order: z.enum(['oldest', 'newest']).optional(),
      q: z.string().max(500).optional(),
      about: z.enum(auditTopics).optional(),
      actor: name.optional(),
      from: instant.optional(),
      to: instant.optional(),
      limit,
    }),
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
