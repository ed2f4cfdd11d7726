import { z } from 'zod';
import type { StepError } from '../errors.ts';
import type { RunEvent } from '../run/event.ts';
import { drawing } from './flows.ts';
import {
  cursor,
  described,
  flag,
  instant,
  json,
  limit,
  name,
  page,
  requestId,
  runStatus,
  target,
  time,
  version,
  whole,
} from './parts.ts';
import { procedure } from './procedure.ts';

const visitStatus = z.enum([
  'scheduled',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'skipped',
  'cancelled',
  'unknown',
]);

const waitingFor = z.object({
  kind: z.enum(['approval', 'unknown', 'callback', 'event', 'timer']),
  node: z.string(),
  visit: z.number(),
  approval: z.string().optional(),
  until: time.nullable().optional(),
  since: time.optional(),
});

const stepError = described<StepError>('{ code, message, status?, fix? }');

const step = z.object({
  node: z.string(),
  visit: z.number(),
  kind: z.string(),
  status: visitStatus,
  attempts: z.number(),
  /** Every attempt with its times and error, oldest first. */
  tries: z.array(
    z.object({ attempt: z.number(), startedAt: time, endedAt: time.nullable(), error: stepError.nullable() }),
  ),
  port: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  retryAt: time.nullable(),
  input: json,
  output: json,
  error: stepError.nullable(),
  /** Answered from the file's sample. */
  practice: z.boolean(),
  /** The condition that decided a branch. */
  because: z.string().nullable(),
  /** A person's hand: who answered or repaired it. */
  override: z.string().nullable(),
  /** Visits whose tokens led here. */
  from: z.array(z.object({ node: z.string(), visit: z.number() })),
  /** Why it is unknown or was cancelled. */
  reason: z.string().nullable(),
});

const outcome = z.object({ node: z.string().nullable(), message: z.string().nullable() }).nullable();
const trigger = z.object({ node: z.string(), kind: z.string() });

const runTarget = z.enum(['draft', 'live', 'version']);

const runHead = {
  id: z.string(),
  flow: z.string(),
  version: z.number().nullable(),
  target: runTarget,
  hash: z.string(),
  status: runStatus,
  startedAt: time,
  endedAt: time.nullable(),
  startedBy: z.string(),
};

export const run = z.object({
  ...runHead,
  /** What it started on; a repair may have it go on with another version. */
  firstVersion: z.number().nullable(),
  requester: z.string().nullable(),
  trigger: trigger.extend({ payload: json }),
  outcome,
  /** What an `end` node gave. */
  output: json,
  steps: z.array(step),
  waitingFor: z.array(waitingFor),
  /** What time does next, and when. Like every time of a run by its own clock. */
  due: z
    .object({
      node: z.string(),
      visit: z.number(),
      to: z.enum(['reminder', 'escalation', 'deadline', 'hold', 'wake', 'retry']),
      at: time,
    })
    .nullable(),
  /** How far that clock is ahead of the real one: 0 unless a draft jumped (practice). */
  clockAheadMs: z.number(),
});

const runItem = z.object({
  ...runHead,
  trigger,
  outcome,
  /** `holders`: who may decide the card. */
  waitingFor: z.array(
    waitingFor.extend({
      holders: z.object({ pools: z.array(z.string()), people: z.array(z.string()) }).optional(),
    }),
  ),
  practice: z.boolean().optional(),
});

/** An event as the API tells it: `at` is a time, not a number. */
const event = z.object({
  seq: z.number(),
  at: time,
  type: described<RunEvent['type']>('Past tense: step.succeeded'),
  node: z.string().nullable(),
  visit: z.number().nullable(),
  data: json,
});

const id = name;

export const runs = {
  'runs.start': procedure({
    method: 'POST',
    path: '/flows/{id}/runs',
    summary: 'Start a run; answered once it is durable',
    right: 'run',
    input: z.strictObject({
      id,
      input: json.optional(),
      target: target.optional(),
      trigger: name.optional(),
      requestId,
    }),
    output: z.object({ id: z.string() }),
    status: 202,
  }),
  'runs.list': procedure({
    method: 'GET',
    path: '/runs',
    summary: 'Runs, newest first',
    right: 'read',
    query: [
      'flow',
      'version',
      'status',
      'target',
      'person',
      'q',
      'from',
      'to',
      'unknown',
      'node',
      'code',
      'limit',
      'cursor',
    ],
    input: z.strictObject({
      flow: name.optional(),
      version: version.optional(),
      status: runStatus.optional(),
      target: runTarget.optional(),
      /** Who started it: a person, or `webhook`, `schedule`, `event`. */
      person: name.optional(),
      /** Words in inputs, outputs and names of flows, or the beginning of a run's id. */
      q: z.string().max(500).optional(),
      from: instant.optional(),
      to: instant.optional(),
      /** Only runs with a step of which nobody knows whether it happened. */
      unknown: flag.optional(),
      /** Only runs that failed at this step, and with this code. */
      node: name.optional(),
      code: name.optional(),
      limit,
      cursor,
    }),
    output: page(runItem),
  }),
  'runs.get': procedure({
    method: 'GET',
    path: '/runs/{id}',
    summary: 'A run with its steps and what it waits for',
    right: 'read',
    input: z.strictObject({ id }),
    output: run,
  }),
  'runs.events': procedure({
    method: 'GET',
    path: '/runs/{id}/events',
    summary: 'The history of a run, oldest first',
    right: 'read',
    query: ['after', 'limit'],
    input: z.strictObject({
      id,
      after: whole.optional(),
      limit: whole.pipe(z.number().min(1).max(10_000)).optional(),
    }),
    output: page(event),
  }),
  'runs.drawing': procedure({
    method: 'GET',
    path: '/runs/{id}/drawing',
    summary: 'The flow as it was drawn when the run started, or on the version it went on with',
    right: 'read',
    query: ['version'],
    /** `version`: the release that a repair put the run on; without it, what it started with. */
    input: z.strictObject({ id, version: version.optional() }),
    output: z.object({ drawing, text: z.string() }),
  }),
  'runs.cancel': procedure({
    method: 'POST',
    path: '/runs/{id}/cancel',
    summary: 'Cancel a run; a begun write finishes and goes no further',
    right: 'run',
    input: z.strictObject({ id, reason: z.string().max(2000).optional(), requestId }),
    output: run,
  }),
  'runs.jump': procedure({
    method: 'POST',
    path: '/runs/{id}/jump',
    summary: 'Move a draft run’s clock on to what is due next (practice)',
    right: 'run',
    input: z.strictObject({ id, requestId }),
    output: run,
  }),
  'runs.callback': procedure({
    method: 'POST',
    path: '/runs/{id}/callback',
    summary: 'Answer a waiting draft run as its callback would (practice)',
    right: 'run',
    input: z.strictObject({ id, node: name, visit: version.optional(), body: json.optional() }),
    output: run,
  }),
};
