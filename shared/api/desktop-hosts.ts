import { z } from 'zod';
import { name } from './parts.ts';
import { procedure } from './procedure.ts';
import { roles } from './rights.ts';

/** A host elsewhere that this desktop knows, and how the line to it stands. */
const knownHost = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  /** Who this desktop is there. */
  person: z.string(),
  role: z.enum(roles),
  /** `refused`: it answers and does not let us in, or is not the host it should be. */
  state: z.enum(['connecting', 'live', 'lost', 'refused']),
  problem: z.object({ message: z.string(), fix: z.string().nullable() }).nullable(),
  /** Of the Countersign there; null until it was heard of. */
  version: z.string().nullable(),
  /** Cards that wait for this person there. */
  waiting: z.number(),
  /** Where it is reached through SSH: the server's key that was pinned. */
  hostKey: z.string().nullable(),
});
export type KnownHostView = z.output<typeof knownHost>;

/** How to log in to the server of an `ssh://` address: with a key file, a stored connection, else the SSH agent. */
const sshLogin = z.strictObject({
  keyFile: z.string().min(1).max(1000).optional(),
  passphrase: z.string().max(1000).optional(),
  connection: name.optional(),
  /** The server's key as a person compared it. Without it an unknown server is told, not talked to. */
  hostKey: z.string().max(2000).optional(),
});

/**
 * Hosts elsewhere. Only the desktop app's own window may ask for them: they have no address over HTTP, so neither a
 * token nor a page in a browser reaches the tokens that lie behind them.
 */
export const desktopHosts = {
  'desktop.hosts': procedure({
    method: 'GET',
    path: '/desktop/hosts',
    windowOnly: true,
    summary: 'Hosts that this desktop knows besides its own',
    right: 'read',
    input: z.strictObject({}),
    output: z.object({
      /** This computer. */
      here: z.object({ name: z.string(), version: z.string() }),
      /** Why no other host can be known here; null where one can. */
      unavailable: z.string().nullable(),
      items: z.array(knownHost),
    }),
  }),
  'desktop.attach': procedure({
    method: 'POST',
    path: '/desktop/hosts',
    windowOnly: true,
    summary: 'Know another host: by its address and a token, or by an invitation',
    right: 'tokens',
    input: z.strictObject({
      address: z.string().min(1).max(500).optional(),
      token: z.string().min(16).max(512).optional(),
      invitation: z.string().min(1).max(10_000).optional(),
      ssh: sshLogin.optional(),
    }),
    output: knownHost,
    status: 201,
  }),
  'desktop.use': procedure({
    method: 'POST',
    path: '/desktop/hosts/use',
    windowOnly: true,
    summary: 'Show a host in the window; null shows this computer',
    right: 'read',
    input: z.strictObject({ id: name.nullable() }),
    output: z.object({ id: z.string().nullable() }),
  }),
  'desktop.tryHost': procedure({
    method: 'POST',
    path: '/desktop/hosts/{id}/try',
    windowOnly: true,
    summary: 'Connect to a host now, and say how the line stands',
    right: 'read',
    input: z.strictObject({ id: name }),
    output: knownHost,
  }),
  'desktop.forget': procedure({
    method: 'DELETE',
    path: '/desktop/hosts/{id}',
    windowOnly: true,
    summary: 'Forget a host and its token',
    right: 'tokens',
    input: z.strictObject({ id: name }),
    output: z.object({ id: z.string() }),
  }),
};
