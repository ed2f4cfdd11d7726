import { z } from 'zod';
import { name, page } from './parts.ts';
import { procedure } from './procedure.ts';

export const hooks = {
  'flows.hooks': procedure({
    method: 'GET',
    path: '/flows/{id}/hooks',
    summary: 'Addresses and secrets of the live webhooks',
    right: 'connections',
    input: z.strictObject({ id: name }),
    output: page(
      z.object({
        node: z.string(),
        method: z.string(),
        url: z.string(),
        auth: z.enum(['none', 'secret', 'hmac']),
        /** Which header carries the secret or signature; null without authentication. */
        header: z.string().nullable(),
        secret: z.string().nullable(),
        /** False while no released version with this webhook is live: calls are answered with 404. */
        live: z.boolean(),
      }),
    ),
  }),
};
