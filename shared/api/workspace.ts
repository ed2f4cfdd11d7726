import { z } from 'zod';
import { name } from './parts.ts';
import { procedure } from './procedure.ts';

const personId = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/, 'Use letters, digits, dots, dashes; at most 128');

export const workspaceSchema = z.strictObject({
  me: personId,
  people: z
    .array(
      z.strictObject({
        id: personId,
        name: z.string().min(1).max(200),
        email: z.email().max(320).optional(),
      }),
    )
    .max(10_000),
  pools: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/), z.array(name).max(10_000)),
});

export const workspace = {
  'workspace.get': procedure({
    method: 'GET',
    path: '/workspace',
    summary: 'People and pools',
    right: 'read',
    input: z.strictObject({}),
    output: workspaceSchema,
  }),
  'workspace.save': procedure({
    method: 'PUT',
    path: '/workspace',
    summary: 'Replace people and pools',
    right: 'workspace',
    input: workspaceSchema,
    output: workspaceSchema,
  }),
};
