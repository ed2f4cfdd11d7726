import { z } from 'zod';
import { name, page, time } from './parts.ts';
import { procedure } from './procedure.ts';
import { roles } from './rights.ts';

const role = z.enum(roles);

const token = z.object({
  id: z.string(),
  name: z.string(),
  role,
  person: z.string(),
  createdAt: time,
  lastUsedAt: time.nullable(),
});

export const tokens = {
  'tokens.create': procedure({
    method: 'POST',
    path: '/tokens',
    summary: 'Make a token; it is shown this once',
    right: 'tokens',
    input: z.strictObject({ role, person: name, name: z.string().min(1).max(200).optional() }),
    output: token.extend({ token: z.string() }),
    status: 201,
  }),
  'tokens.list': procedure({
    method: 'GET',
    path: '/tokens',
    summary: 'Tokens, without their secret',
    right: 'tokens',
    input: z.strictObject({}),
    output: page(token),
  }),
  'tokens.remove': procedure({
    method: 'DELETE',
    path: '/tokens/{id}',
    summary: 'Revoke a token at once',
    right: 'tokens',
    input: z.strictObject({ id: name }),
    output: z.object({ id: z.string() }),
  }),
};
