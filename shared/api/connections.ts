import { z } from 'zod';
import { connectionKinds, type UsableConnectionKind } from '../connections/kinds.ts';
import { flag, name, page, time } from './parts.ts';
import { procedure } from './procedure.ts';

const connectionName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'Use letters, digits, dots and dashes; at most 64');
const kind = z.enum(Object.keys(connectionKinds) as UsableConnectionKind[]); // its own keys
const fields = z.record(z.string().max(100), z.string().max(100_000));
const bindingTarget = z.enum(['draft', 'live']);

/** Secrets are write-only: only which ones are set is ever told. */
const connection = z.object({
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.string()),
  secrets: z.array(z.string()).meta({ description: 'Names of the secrets that are set' }),
  updatedAt: time,
  /** What the last press of “Test” said about it as it is now. */
  lastTest: z.object({ at: time, ok: z.boolean(), message: z.string() }).nullable(),
  usedBy: z.array(z.object({ flow: z.string(), slot: z.string(), target: bindingTarget })),
});

const tested = z.object({
  ok: z.boolean(),
  message: z.string(),
  fix: z.string().optional(),
  hostKey: z.string().optional(),
  models: z.array(z.string()).optional(),
});

const binding = z.object({
  slot: z.string(),
  kind: z.string(),
  description: z.string().nullable(),
  draft: z.string().nullable(),
  live: z.string().nullable(),
});

export const connections = {
  'connections.list': procedure({
    method: 'GET',
    path: '/connections',
    summary: 'Connections of this machine, without their secrets',
    right: 'read',
    input: z.strictObject({}),
    output: page(connection),
  }),
  'connections.create': procedure({
    method: 'POST',
    path: '/connections',
    summary: 'Make a connection',
    right: 'connections',
    input: z.strictObject({
      name: connectionName,
      kind,
      settings: fields.optional(),
      secrets: fields.optional(),
    }),
    output: connection,
    status: 201,
  }),
  'connections.save': procedure({
    method: 'PUT',
    path: '/connections/{name}',
    also: '/connections',
    summary: 'Make or change a connection; what is not named stays, what is empty is taken away',
    right: 'connections',
    input: z.strictObject({
      name: connectionName,
      kind: kind.optional(),
      settings: fields.optional(),
      secrets: fields.optional(),
    }),
    output: connection,
  }),
  'connections.rename': procedure({
    method: 'POST',
    path: '/connections/{name}/rename',
    summary: 'Give a connection another name; flows that use it go on using it',
    right: 'connections',
    input: z.strictObject({ name, to: connectionName }),
    output: connection,
  }),
  'connections.remove': procedure({
    method: 'DELETE',
    path: '/connections/{name}',
    also: '/connections',
    query: ['unbind'],
    summary:
      'Delete a connection that no flow uses; with `unbind`, also one that is used, and take it away there',
    right: 'connections',
    input: z.strictObject({ name, unbind: flag.optional() }),
    output: z.object({ name: z.string() }),
  }),
  'connections.test': procedure({
    method: 'POST',
    path: '/connections/{name}/test',
    summary: 'Really connect, and say what happened',
    right: 'connections',
    input: z.strictObject({ name }),
    output: tested,
  }),
  'connections.try': procedure({
    method: 'POST',
    path: '/connections/try',
    summary:
      'Really connect with what was typed, over what is kept as `name` if that is given; nothing is kept',
    right: 'connections',
    input: z.strictObject({
      kind,
      name: name.optional(),
      settings: fields.optional(),
      secrets: fields.optional(),
    }),
    output: tested,
  }),
  'connections.discover': procedure({
    method: 'GET',
    path: '/connections/discover',
    summary: 'Which model programs answer on the host itself, and which models they have',
    right: 'connections',
    input: z.strictObject({}),
    output: page(z.object({ program: z.string(), baseUrl: z.string(), models: z.array(z.string()) })),
  }),
  'connections.bindings': procedure({
    method: 'GET',
    path: '/flows/{id}/connections',
    summary: 'Which connection each place of a flow uses, in draft and live',
    right: 'read',
    input: z.strictObject({ id: name }),
    output: page(binding),
  }),
  'connections.bind': procedure({
    method: 'PUT',
    path: '/flows/{id}/connections/{slot}',
    summary:
      'Use a connection for a place of a flow; null takes it away; without a target, for draft and live',
    right: 'connections',
    input: z.strictObject({ id: name, slot: name, name: name.nullable(), target: bindingTarget.optional() }),
    output: page(binding),
  }),
};
