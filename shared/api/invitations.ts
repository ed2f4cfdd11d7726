import { z } from 'zod';
import { name, page, time } from './parts.ts';
import { procedure } from './procedure.ts';
import { roles } from './rights.ts';

const invitation = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  person: z.string(),
  createdAt: time,
  expiresAt: time,
});

/**
 * Not a procedure, because nobody is known yet: `POST /invitations/join` with the code of an invitation, once, answers
 * with the token that it stands for.
 */
export const joinPath = '/invitations/join';

export const joinInput = z.strictObject({
  code: z.string().regex(/^[\w-]{43}$/),
  /** What the token will be for, in its list: “Desktop app on anna-laptop”. */
  name: z.string().min(1).max(200).optional(),
});

export type JoinInput = z.output<typeof joinInput>;

export const joinOutput = z.object({
  token: z.string(),
  person: z.string(),
  role: z.enum(roles),
  /** What the host calls itself. */
  host: z.string(),
});
export type Joined = z.output<typeof joinOutput>;

export const invitations = {
  'invitations.create': procedure({
    method: 'POST',
    path: '/invitations',
    summary: 'Invite a person to this host; the text is shown this once',
    right: 'tokens',
    input: z.strictObject({
      role: z.enum(roles),
      person: name,
      name: z.string().min(1).max(200).optional(),
      /** Where the person reaches this host, if not where it believes to be. */
      address: z.string().min(1).max(500).optional(),
    }),
    output: invitation.extend({ invitation: z.string() }),
    status: 201,
  }),
  'invitations.list': procedure({
    method: 'GET',
    path: '/invitations',
    summary: 'Invitations that were not used yet, without their code',
    right: 'tokens',
    input: z.strictObject({}),
    output: page(invitation),
  }),
  'invitations.remove': procedure({
    method: 'DELETE',
    path: '/invitations/{id}',
    summary: 'Take an invitation back',
    right: 'tokens',
    input: z.strictObject({ id: name }),
    output: z.object({ id: z.string() }),
  }),
};
