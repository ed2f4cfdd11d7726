import { z } from 'zod';
import type { Drawing } from '../flow/drawing.ts';
import type { Outside } from '../flow/outside.ts';
import { cursor, described, flag, limit, name, page, runStatus, target, time, version } from './parts.ts';
import { procedure } from './procedure.ts';

const flowTypes = ['application/yaml', 'application/json'] as const;

/** `shared/flow/problem.ts`, as the API tells it. */
export const problem = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  fix: z.string(),
  node: z.string().optional(),
  field: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});

export const drawing = described<Drawing>('A flow document: FLOW-FORMAT');

/** Where an imported file came from, by the comment it begins with. */
const origin = z.object({
  flow: z.string(),
  version,
  /** When that version was released. */
  at: time,
  /** `matches`: the same text as that release here; `changed`: edited since; `unknown`: no such release here. */
  state: z.enum(['matches', 'changed', 'unknown']),
  words: z.string().meta({ description: 'matches v4, changed since v4' }),
});

export const flow = z.object({
  id: z.string(),
  name: z.string(),
  hash: z
    .string()
    .nullable()
    .meta({ description: 'Hash of the compiled definition; null while it has errors' }),
  etag: z.string().meta({ description: 'SHA-256 of the canonical text; the ETag header quotes it' }),
  live: z.number().nullable(),
  /** Number of the newest release. */
  latest: z.number().nullable(),
  updatedAt: time,
  text: z.string(),
  drawing,
  problems: z.array(problem),
});

const imported = flow.extend({
  /** False where the same text was there already: nothing was written. */
  changed: z.boolean(),
  origin: origin.nullable(),
});

const namedIn = z.array(z.string()).meta({ description: 'The steps that name it' });

/** A file as `flows.import` would take it, and what it would need here. Nothing of it is kept. */
const inspected = z.object({
  drawing,
  text: z.string().meta({ description: 'The canonical text that an import would store' }),
  etag: z.string(),
  hash: z.string().nullable(),
  problems: z.array(problem).meta({ description: 'Lines and columns are those of the file' }),
  existing: z
    .object({
      name: z.string(),
      etag: z.string(),
      live: z.number().nullable(),
      text: z.string(),
      /** The very same text: an import would change nothing. */
      same: z.boolean(),
    })
    .nullable(),
  origin: origin
    .extend({ here: z.boolean().meta({ description: 'That release is on this machine too' }) })
    .nullable(),
  outside: z.array(described<Outside>('One step that changes something outside')),
  connections: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      description: z.string().nullable(),
      steps: namedIn,
      candidates: z.array(z.string()).meta({ description: 'Connections of this kind on this machine' }),
      /** What the flow of the same id uses for it today. */
      draft: z.string().nullable(),
      live: z.string().nullable(),
    }),
  ),
  pools: z.array(
    z.object({
      name: z.string(),
      steps: namedIn,
      /** Their ids; null where no such pool is here. */
      members: z.array(z.string()).nullable(),
    }),
  ),
  people: z.array(z.object({ name: z.string(), steps: namedIn, person: z.string().nullable() })),
});

const flowItem = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  labels: z.array(z.string()),
  hash: z.string().nullable(),
  etag: z.string(),
  live: z.number().nullable(),
  latest: z.number().nullable(),
  updatedAt: time,
  problems: z.object({ errors: z.number(), warnings: z.number() }),
  /** The newest runs, newest first, at most 12. */
  recent: z.array(z.object({ id: z.string(), status: runStatus })),
  /** Runs that wait now. */
  waiting: z.number(),
});

export const readinessItem = problem.extend({ slot: z.string().optional() });
const rehearsed = z.object({
  node: z.string(),
  kind: z.string(),
  does: z.string().meta({ description: 'In plain words: POST to cms' }),
  /** It changes something outside; the others only read. */
  changes: z.boolean(),
  connection: z.string().nullable().meta({ description: 'The slot it goes through' }),
  bound: z.string().nullable().meta({ description: 'The connection of this machine chosen for it' }),
  real: z.boolean().meta({ description: 'It really happens: no example answers for it' }),
  /** The run fails when it comes there. */
  fails: z.boolean(),
  why: z.string(),
});
const id = name;

export const flows = {
  'flows.list': procedure({
    method: 'GET',
    path: '/flows',
    summary: 'All flows, by name',
    right: 'read',
    query: ['q', 'limit', 'cursor'],
    input: z.strictObject({ q: z.string().max(200).optional(), limit, cursor }),
    output: page(flowItem),
  }),
  'flows.import': procedure({
    method: 'POST',
    path: '/flows',
    summary: 'Import a flow document as a draft; never overwrites unless told to',
    right: 'author',
    query: ['as', 'replace', 'over'],
    text: { field: 'text', types: flowTypes },
    input: z.strictObject({
      text: z.string(),
      as: name.optional(),
      replace: flag.optional(),
      over: name.optional().meta({ description: 'Replace only the draft with this ETag' }),
    }),
    output: imported,
    status: 201,
  }),
  'flows.inspect': procedure({
    method: 'POST',
    path: '/flows/inspect',
    summary: 'What a flow document is, changes outside and needs here; stores nothing',
    right: 'author',
    text: { field: 'text', types: flowTypes },
    input: z.strictObject({ text: z.string() }),
    output: inspected,
  }),
  'flows.get': procedure({
    method: 'GET',
    path: '/flows/{id}',
    summary: 'A draft with its text, drawing and problems',
    right: 'read',
    input: z.strictObject({ id }),
    output: flow,
  }),
  'flows.save': procedure({
    method: 'PUT',
    path: '/flows/{id}',
    summary: 'Save the draft; If-Match names the text it was made from',
    right: 'author',
    text: { field: 'text', types: flowTypes },
    ifMatch: true,
    input: z.strictObject({ id, text: z.string(), ifMatch: z.string() }),
    output: flow,
  }),
  'flows.remove': procedure({
    method: 'DELETE',
    path: '/flows/{id}',
    summary: 'Delete a flow; it goes offline, its runs and its evidence stay',
    right: 'release',
    input: z.strictObject({ id }),
    output: z.object({ id: z.string() }),
  }),
  'flows.problems': procedure({
    method: 'GET',
    path: '/flows/{id}/problems',
    summary: 'Errors and warnings of the draft',
    right: 'read',
    input: z.strictObject({ id }),
    output: page(problem),
  }),
  'flows.readiness': procedure({
    method: 'GET',
    path: '/flows/{id}/readiness',
    summary: 'What this machine still needs before the flow can go live',
    right: 'read',
    query: ['from'],
    input: z.strictObject({ id, from: target.optional() }),
    output: z.object({ ready: z.boolean(), items: z.array(readinessItem), next: z.string().nullable() }),
  }),
  'flows.rehearsal': procedure({
    method: 'GET',
    path: '/flows/{id}/rehearsal',
    summary: 'What a run would really do on this machine, step by step, before it starts',
    right: 'read',
    query: ['target'],
    input: z.strictObject({ id, target: target.optional() }),
    output: page(rehearsed),
  }),
  'flows.export': procedure({
    method: 'GET',
    path: '/flows/{id}/export',
    summary: 'The flow as a file; a release begins with a comment that names it',
    right: 'read',
    query: ['from'],
    answer: 'yaml',
    input: z.strictObject({ id, from: target.optional() }),
    output: z.object({ text: z.string(), type: z.string(), etag: z.string().optional() }),
  }),
};
