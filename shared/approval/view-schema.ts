import { z } from 'zod';

import type { Json } from '../json.ts';
import { fieldSchema } from '../steps/field-schema.ts';

const json = z.custom<Json>((value) => value !== undefined).meta({ description: 'Any JSON value' });
const time = z.string().meta({ format: 'date-time' });
const values = z.record(z.string(), json);

export const approvalStatuses = [
  'pending',
  'approved',
  'declined',
  'changes',
  'expired',
  'cancelled',
  'voided',
] as const;

const decision = z.object({
  decision: z.string(),
  /** A person's id, `practice:<name>` in a draft, or `timer`. */
  by: z.string(),
  comment: z.string().nullable(),
  at: time,
  via: z.enum(['window', 'toast', 'cli', 'http', 'link', 'timer', 'practice']),
});

const evidence = z.union([
  z.object({
    label: z.string(),
    kind: z.enum(['text', 'markdown', 'json', 'table', 'resource', 'image']),
    value: json,
  }),
  z.object({ label: z.string(), kind: z.literal('diff'), before: json, after: json }),
]);

const holders = { pools: z.array(z.string()), people: z.array(z.string()) };

/** An approval as the API shows it (API.md “Statuses”) and as the card needs it. */
export const approvalSchema = z.object({
  id: z.string(),
  run: z.string(),
  flow: z.string(),
  version: z.int().nullable(),
  node: z.string(),
  visit: z.int(),
  status: z.enum(approvalStatuses),
  title: z.string(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  /** Why this tier. */
  rule: z.string(),
  createdAt: time,
  deadline: time.nullable(),
  ...holders,
  exclude: z.array(
    z.object({ rule: z.enum(['requester', 'author', 'previous']), person: z.string().nullable() }),
  ),
  proposal: z.object({
    action: z.string(),
    target: z.string().nullable(),
    reason: z.string().nullable(),
    values,
    affects: z.object({ count: json, list: json }).nullable(),
  }),
  /** What a decision sends as `seen`. */
  cardHash: z.string(),
  draft: z.boolean(),
  decision: decision.optional(),
  decisions: z.array(decision.extend({ values: values.nullable() })),
  /** How the decision came about, and the values the next steps use; null while it waits. */
  result: z
    .object({
      rule: z.string(),
      values,
      edits: z.array(
        z.object({ op: z.enum(['replace', 'add', 'remove']), path: z.string(), value: json.optional() }),
      ),
    })
    .nullable(),
  show: z.array(evidence),
  /** `value` as it stands now, `proposed` as it was asked for. */
  editable: z.record(z.string(), z.object({ field: fieldSchema, value: json, proposed: json })),
  alternatives: z.array(z.object({ name: z.string(), label: z.string() })),
  offersChanges: z.boolean(),
  require: z.object({ comment: z.enum(['never', 'on-decline', 'always']), open: z.array(z.string()) }),
  next: z.record(z.string(), z.array(z.string())),
  startedBy: z.string(),
  requester: z.string().nullable(),
  requesterUnknown: z.boolean(),
  earlier: z.array(
    z.object({
      node: z.string(),
      title: z.string(),
      decision: z.string(),
      by: z.string(),
      comment: z.string().nullable(),
      at: time,
    }),
  ),
  comments: z.array(z.object({ by: z.string(), text: z.string(), at: time })),
  claimedBy: z.string().nullable(),
  deferredUntil: time.nullable(),
  /** Answered from a message: it counts at `until`, until then it can be undone. */
  held: z.object({ decision: z.string(), by: z.string(), until: time }).optional(),
  /** Who put it off: it is not theirs again before then. */
  deferredBy: z.string().optional(),
  /** In a draft that jumped (practice): how far its run's clock, by which all its times are, is ahead of the real one. */
  clockAheadMs: z.number().optional(),
  quorum: z.int(),
  veto: z.boolean(),
  /** People who agreed so far; with `reachable` false nobody can make up the number any more. */
  agreed: z.array(z.string()),
  reachable: z.boolean(),
  onTimeout: z.enum(['port', 'approve', 'decline']),
  reminders: z.array(z.object({ at: time, done: z.boolean() })),
  escalation: z.array(z.object({ at: time, ...holders, keep: z.boolean(), done: z.boolean() })),
});

export type Approval = z.output<typeof approvalSchema>;
