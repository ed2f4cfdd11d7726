import { z } from 'zod';

import { fieldMap } from '../steps/field-schema.ts';
import { choice, count, duration, json, text } from '../steps/schema.ts';

const point = z.tuple([z.number(), z.number()]);

const overlapMode = z.enum(['allow', 'queue', 'skip', 'replace']);

export const nodeSchema = z.strictObject({
  kind: z.string(),
  name: z.string().optional(),
  note: z.string().optional(),
  /** Checked by the node's kind. */
  config: z.record(z.string(), json).optional(),
  retry: z
    .strictObject({
      attempts: count.max(1000),
      backoff: duration.optional(),
      factor: z.number().min(1).max(100).optional(),
    })
    .optional(),
  timeout: duration.optional(),
  visits: count.max(1_000_000).optional(),
  effect: z.enum(['read', 'write']).optional(),
});

const slot = z.strictObject({
  kind: choice(['http', 'llm', 'ssh', 'smtp'], ['db']),
  label: z.string().optional(),
  description: z.string().optional(),
});

const settings = z.strictObject({
  overlap: z.union([overlapMode, z.strictObject({ mode: overlapMode, key: text })]).optional(),
  retention: duration.optional(),
});

/** The file as FLOW-FORMAT shows it; key order here is key order in the text. Names are checked apart. */
export const flowSchema = z.strictObject({
  countersign: z.literal(1),
  id: z.string(),
  name: z.string().optional(),
  description: z.string().optional(),
  labels: z.array(z.string()).optional(),
  inputs: fieldMap.optional(),
  connections: z.record(z.string(), slot).optional(),
  settings: settings.optional(),
  nodes: z.record(z.string(), nodeSchema),
  edges: z.array(z.string()).default([]),
  layout: z.record(z.string(), point).optional(),
  notes: z.array(z.strictObject({ text: z.string(), at: point })).optional(),
  groups: z.array(z.strictObject({ name: z.string(), nodes: z.array(z.string()) })).optional(),
  samples: z.record(z.string(), json).optional(),
});
