import { z } from 'zod';
import { procedure } from './procedure.ts';

export const resources = {
  'resources.get': procedure({
    method: 'GET',
    path: '/resources/{sha256}',
    summary: 'The bytes of a resource; ranges are honoured',
    right: 'read',
    answer: 'bytes',
    query: ['start', 'end'],
    input: z.strictObject({
      sha256: z.string().min(1).max(128),
      /** First byte, and the byte after the last one. */
      start: z.coerce.number<number | string>().int().nonnegative().optional(),
      end: z.coerce.number<number | string>().int().nonnegative().optional(),
    }),
    output: z.object({
      bytes: z.instanceof(Uint8Array).meta({ description: 'Raw bytes' }),
      type: z.string(),
      name: z.string().nullable(),
      /** Of the whole resource. */
      size: z.number(),
      start: z.number(),
      etag: z.string().optional(),
    }),
  }),
};
