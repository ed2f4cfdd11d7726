import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { roles } from '../../shared/api/rights.ts';

/** How the server of an `ssh://` address is logged in to. Its passphrase is sealed; a key stays in its own file. */
const sshLogin = z.object({
  hostKey: z.string(),
  keyFile: z.string().optional(),
  sealedPassphrase: z.string().optional(),
  connection: z.string().optional(),
});

const knownHost = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  name: z.string(),
  address: z.string(),
  person: z.string(),
  role: z.enum(roles),
  /** The token, sealed by this home's key; base64url. */
  sealedToken: z.string(),
  ssh: sshLogin.nullable(),
});
const file = z.object({ schema: z.literal(1), hosts: z.array(knownHost) });

export type KnownHost = z.output<typeof knownHost>;
export type KnownSsh = z.output<typeof sshLogin>;

export type KnownHosts = {
  list: () => readonly KnownHost[];
  /** Adds it, or takes the place of the one with its id. */
  save: (host: KnownHost) => void;
  remove: (id: string) => void;
};

export const newHostId = (): string => randomBytes(8).toString('hex');

/** The hosts that this desktop knows, in `hosts.json` of the home. Only its owner can read it, and no secret in it is plain. */
export function openKnownHosts(home: string, log: (line: string) => void): KnownHosts {
  const path = join(home, 'hosts.json');
  let hosts: readonly KnownHost[] = read();

  function read(): readonly KnownHost[] {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return [];
    }
    try {
      return file.parse(JSON.parse(text)).hosts;
    } catch {
      // A start must not fail over it; what was there stays for whoever wants to look.
      renameSync(path, `${path}.damaged`);
      log(
        'hosts.json could not be read and was set aside as hosts.json.damaged: no other host is known now.',
      );
      return [];
    }
  }

  function write(next: readonly KnownHost[]): void {
    const beside = `${path}.${randomBytes(4).toString('hex')}`;
    const handle = openSync(beside, 'wx', 0o600);
    try {
      writeSync(handle, `${JSON.stringify({ schema: 1, hosts: next }, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    chmodSync(beside, 0o600);
    renameSync(beside, path);
    hosts = next;
  }

  return {
    list: () => hosts,
    save: (host) =>
      write(
        hosts.some(({ id }) => id === host.id)
          ? hosts.map((one) => (one.id === host.id ? host : one))
          : [...hosts, host],
      ),
    remove: (id) => write(hosts.filter((one) => one.id !== id)),
  };
}
