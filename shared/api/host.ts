import { z } from 'zod';
import { procedure } from './procedure.ts';
import { rights, roles } from './rights.ts';

export const host = {
  'session.get': procedure({
    method: 'GET',
    path: '/session',
    summary: 'Who the caller is and what they may do',
    right: 'read',
    input: z.strictObject({}),
    output: z.object({
      person: z.string(),
      name: z.string(),
      role: z.enum(roles),
      rights: z.array(z.enum(rights)),
    }),
  }),
  'session.code': procedure({
    method: 'POST',
    path: '/session/code',
    summary: 'A one-time code with which a browser signs in as the owner',
    right: 'tokens',
    input: z.strictObject({}),
    output: z.object({ code: z.string(), url: z.string(), expiresAt: z.string() }),
    status: 201,
  }),
  'host.testMessage': procedure({
    method: 'POST',
    path: '/host/test-message',
    summary: 'Show a message on the desktop of this host, to see whether one can',
    right: 'workspace',
    input: z.strictObject({}),
    output: z.object({ shown: z.boolean(), reason: z.string().nullable() }),
  }),
  'host.get': procedure({
    method: 'GET',
    path: '/host',
    summary: 'What this host is and what it cannot do here',
    right: 'read',
    input: z.strictObject({}),
    output: z.object({
      /** What people call this machine. */
      name: z.string(),
      version: z.string(),
      home: z.string(),
      url: z.string().nullable(),
      startedAt: z.string(),
      /** How secrets are kept, and what is weak about it. */
      secrets: z.object({ kind: z.string(), warning: z.string().nullable() }),
      notifications: z.object({ available: z.boolean(), reason: z.string().nullable() }),
      /** In bytes: the database with everything that happened, and the files beside it. */
      storage: z.object({ database: z.number(), files: z.number(), keepDays: z.number() }),
      /** What is wrong with it now: a full disk, runs set aside, messages that could not be delivered. */
      health: z.object({
        ok: z.boolean(),
        reasons: z.array(z.object({ code: z.string(), message: z.string() })),
      }),
    }),
  }),
};
