import { z } from 'zod';
import { approvalSchema, approvalStatuses } from '../approval/view-schema.ts';
import { cursor, flag, instant, json, limit, name, page, requestId, time } from './parts.ts';
import { procedure } from './procedure.ts';

const approvalStatus = z.enum(approvalStatuses);

const id = name;
const comment = z.string().max(10_000);
/** In a draft, the starter may act as a practice person: `Editor A`. */
const as = z.string().min(1).max(60).optional();

export const approvals = {
  'approvals.list': procedure({
    method: 'GET',
    path: '/approvals',
    summary: 'Approvals; who waits longest comes first, of those one has answered the newest',
    right: 'read',
    query: ['status', 'pool', 'mine', 'answered', 'run', 'flow', 'limit', 'cursor'],
    input: z.strictObject({
      status: approvalStatus.optional(),
      pool: name.optional(),
      /** Only what the caller may decide now. */
      mine: flag.optional(),
      /** Only what the caller has answered, newest first; also where others must still agree. */
      answered: flag.optional(),
      run: name.optional(),
      flow: name.optional(),
      limit,
      cursor,
    }),
    output: page(approvalSchema),
  }),
  'approvals.get': procedure({
    method: 'GET',
    path: '/approvals/{id}',
    summary: 'One approval with its card',
    right: 'read',
    input: z.strictObject({ id }),
    output: approvalSchema,
  }),
  'approvals.decide': procedure({
    method: 'POST',
    path: '/approvals/{id}/decision',
    summary: 'Approve, decline, ask for changes, or take an alternative',
    right: 'decide',
    input: z.strictObject({
      id,
      decision: name,
      comment: comment.nullable().optional(),
      values: z.record(z.string(), json).nullable().optional(),
      /** The card's hash as it was seen: a card that changed meanwhile is refused. */
      seen: z.string().max(200).nullable().optional(),
      as,
      requestId,
    }),
    output: approvalSchema,
  }),
  'approvals.hold': procedure({
    method: 'POST',
    path: '/approvals/{id}/hold',
    summary: 'Decide in 10 seconds unless it is undone before: what a button on a desktop message does',
    right: 'decide',
    input: z.strictObject({
      id,
      decision: name,
      /** The card's hash as it was seen: a card that changed meanwhile is refused, now and when it takes effect. */
      seen: z.string().max(200).nullable().optional(),
      requestId,
    }),
    output: approvalSchema,
  }),
  'approvals.undo': procedure({
    method: 'POST',
    path: '/approvals/{id}/undo',
    summary: 'Take back a decision that is still held',
    right: 'decide',
    input: z.strictObject({ id, requestId }),
    output: approvalSchema,
  }),
  'approvals.claim': procedure({
    method: 'POST',
    path: '/approvals/{id}/claim',
    summary: 'Claim an approval, or release the claim',
    right: 'decide',
    input: z.strictObject({ id, release: z.boolean().optional(), requestId }),
    output: approvalSchema,
  }),
  'approvals.reassign': procedure({
    method: 'POST',
    path: '/approvals/{id}/reassign',
    summary: 'Hand an approval to other people or pools',
    right: 'decide',
    input: z.strictObject({
      id,
      pools: z.array(name).max(100).optional(),
      people: z.array(name).max(100).optional(),
      requestId,
    }),
    output: approvalSchema,
  }),
  'approvals.defer': procedure({
    method: 'POST',
    path: '/approvals/{id}/defer',
    summary: 'Put an approval off; never moves its deadline',
    right: 'decide',
    input: z.strictObject({ id, until: instant, requestId }),
    output: approvalSchema,
  }),
  'approvals.comment': procedure({
    method: 'POST',
    path: '/approvals/{id}/comment',
    summary: 'Comment without deciding',
    right: 'decide',
    input: z.strictObject({ id, comment: comment.min(1), requestId }),
    output: approvalSchema,
  }),
  'approvals.link': procedure({
    method: 'POST',
    path: '/approvals/{id}/links',
    summary: 'Make a link on which one person can decide; it works once and expires',
    right: 'decide',
    input: z.strictObject({ id, person: name.optional() }),
    output: z.object({ url: z.string(), person: z.string(), expiresAt: time }),
    status: 201,
  }),
};
