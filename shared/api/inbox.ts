import { z } from 'zod';
import { page, time } from './parts.ts';
import { procedure } from './procedure.ts';

/** A card that waits, as one line of a list; `approvals.get` has the card itself. */
const line = z.object({
  id: z.string(),
  run: z.string(),
  flow: z.string(),
  title: z.string(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  draft: z.boolean(),
  createdAt: time,
  deadline: time.nullable(),
  /** Who may decide it now. */
  pools: z.array(z.string()),
  people: z.array(z.string()),
  startedBy: z.string(),
  claimedBy: z.string().nullable(),
  deferredUntil: time.nullable(),
  deferredBy: z.string().optional(),
  /** In a draft that jumped (practice): how far its run's clock is ahead of the real one. */
  clockAheadMs: z.number().optional(),
  /** Whether the caller may decide it now. */
  mine: z.boolean(),
  /** Something on it has to be opened before it may go ahead. */
  mustOpen: z.boolean(),
});

export const inbox = {
  'inbox.list': procedure({
    method: 'GET',
    path: '/inbox',
    summary: 'Every card that waits, each in one line; who waits longest comes first',
    right: 'read',
    input: z.strictObject({}),
    output: page(line),
  }),
};
