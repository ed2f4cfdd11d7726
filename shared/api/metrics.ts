import { z } from 'zod';
import { instant, name, page, time } from './parts.ts';
import { procedure } from './procedure.ts';

/** Counts and times of one group; rates are shares of `decided`, between 0 and 1. */
const metricsRow = z.object({
  key: z.string(),
  requested: z.number(),
  decided: z.number(),
  pending: z.number(),
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
  approved: z.number(),
  edited: z.number(),
  declined: z.number(),
  changes: z.number(),
  expired: z.number(),
  /** Of the decided: by their time limit, whatever it did. */
  overdue: z.number(),
  /** Remarks and questions that people wrote without deciding. */
  remarks: z.number(),
});

/** A pool's queue now; `arrived` and `settled` are of the last seven days. */
const queue = z.object({
  pool: z.string(),
  people: z.number(),
  open: z.number(),
  oldestAt: time.nullable(),
  arrived: z.number(),
  settled: z.number(),
});

/** What happened without anybody: the newest first, each with the way to it. */
const awayItem = z.object({
  what: z.enum(['expired', 'decided', 'escalated', 'skipped', 'late']),
  at: time,
  flow: z.string(),
  run: z.string().nullable(),
  approval: z.string().nullable(),
  title: z.string().nullable(),
  /** decided: how it was decided by time. */
  decision: z.string().nullable(),
  /** skipped: how many starts; late: by how many milliseconds. */
  amount: z.number().nullable(),
});

export const metrics = {
  'metrics.approvals': procedure({
    method: 'GET',
    path: '/metrics/approvals',
    summary: 'Time to decision, rates and volume, computed from the journal',
    right: 'read',
    query: ['from', 'to', 'flow'],
    input: z.strictObject({ from: instant.optional(), to: instant.optional(), flow: name.optional() }),
    output: z.object({
      from: z.string().nullable(),
      to: z.string().nullable(),
      total: metricsRow,
      rates: z.object({
        approve: z.number().nullable(),
        edit: z.number().nullable(),
        decline: z.number().nullable(),
        timeout: z.number().nullable(),
        rework: z.number().nullable(),
        /** Share that ended without a person: decided by a timer. */
        withoutHuman: z.number().nullable(),
      }),
      oldest: z.object({ id: z.string(), title: z.string(), createdAt: z.string() }).nullable(),
      byTier: z.array(metricsRow),
      byPool: z.array(metricsRow),
      byFlow: z.array(metricsRow),
      byRequester: z.array(metricsRow),
      /** One row a day, UTC. */
      byDay: z.array(metricsRow),
      /** One row for each step that asks: whether it ever gets another answer than yes. */
      byGate: z.array(metricsRow.extend({ flow: z.string(), node: z.string() })),
    }),
  }),
  'metrics.queues': procedure({
    method: 'GET',
    path: '/metrics/queues',
    summary: 'How each pool stands now: what waits for it, and whether it keeps up with what arrives',
    right: 'read',
    input: z.strictObject({}),
    output: page(queue),
  }),
  'metrics.automation': procedure({
    method: 'GET',
    path: '/metrics/automation',
    summary: 'Runs that have ended, by flow, and in how many of them no person decided anything',
    right: 'read',
    query: ['from', 'to'],
    input: z.strictObject({ from: instant.optional(), to: instant.optional() }),
    output: page(z.object({ flow: z.string(), ended: z.number(), alone: z.number() })),
  }),
  'metrics.away': procedure({
    method: 'GET',
    path: '/metrics/away',
    summary: 'What was due, late, skipped, escalated or decided by time since a moment',
    right: 'read',
    query: ['since'],
    input: z.strictObject({ since: instant }),
    output: z.object({
      since: time,
      items: z.array(awayItem),
      /** More than `items` holds. */
      more: z.boolean(),
    }),
  }),
};
