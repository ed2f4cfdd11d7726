import { z } from 'zod';
import { runStatus } from './parts.ts';

/** `GET /api/v1/stream`, server-sent events. Not a procedure: it has no single answer. Needs the right `read`. */
export const streamPath = '/stream';

/** Something about a run was stored; `id` of the server-sent event is its place in the history of all runs. */
const runChanged = z.object({
  type: z.literal('run'),
  run: z.string(),
  flow: z.string(),
  status: runStatus,
  /** Types of the events that were stored together. */
  events: z.array(z.string()),
  /** Approvals of this run that changed. */
  approvals: z.array(z.string()),
});

/** Flows, connections, workspace or tokens changed, or in a desktop app the hosts it knows: ask for them again. Not resumable, and cheap to miss. */
const nounChanged = z.object({
  type: z.literal('changed'),
  noun: z.enum(['flows', 'connections', 'workspace', 'tokens', 'hosts']),
  id: z.string().nullable(),
});

/** Too much was missed to tell one by one: ask for everything again. */
const reset = z.object({ type: z.literal('reset') });

export const streamEvent = z.discriminatedUnion('type', [runChanged, nounChanged, reset]);
export type StreamEvent = z.output<typeof streamEvent>;
