import type { OutputOf, ParsedOf } from '../../shared/api/contract.ts';
import type { KnownHostView } from '../../shared/api/desktop-hosts.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import { readHostAddress } from '../../shared/host-address.ts';
import type { Press } from '../notify/desktop.ts';
import type { Change } from '../transport/stream.ts';
import { readToastId } from './host-messages.ts';
import { openHostLine, type HostLine } from './host-line.ts';
import { knockAt, type Knock } from './knock.ts';
import { newHostId, type KnownHost, type KnownHosts } from './known-hosts.ts';
import { openWire } from './open-wire.ts';
import { sshLoginOf, type SshParts } from './ssh-login.ts';
import { watchApprovals, type WatchParts } from './watch-approvals.ts';

/** Seals what is named; opens it under the same name only. */
export type Sealer = {
  seal: (name: string, plain: string) => Buffer;
  open: (name: string, sealed: Uint8Array) => string;
};

export type HostsParts = SshParts &
  Pick<WatchParts, 'desktop' | 'clock' | 'quietUntil'> & {
    known: KnownHosts;
    sealer: Sealer;
    here: { name: string; version: string };
    /** Brings the window to a path of a host; null: of this computer; without a path, to where it is. */
    show: (host: string | null | undefined, path?: string) => void;
    log: (line: string) => void;
  };

type Open = {
  known: KnownHost;
  line: HostLine;
  watcher: ReturnType<typeof watchApprovals>;
  version: string | null;
};

export type Hosts = ReturnType<typeof createHosts>;

const sealName = (id: string, what: 'token' | 'passphrase'): string => `host/${id}/${what}`;

/** Hosts elsewhere that this desktop is attached to: their lines, their messages, and what the window may ask about them. */
export function createHosts(parts: HostsParts) {
  const { known, sealer, here, log } = parts;
  const open = new Map<string, Open>();
  const listeners = new Set<(id: string) => void>();
  const watching = new Set<(id: string, change: Change) => void>();

  const changed = (id: string): void => listeners.forEach((listener) => listener(id));

  function unseal(id: string, what: 'token' | 'passphrase', sealed: string): string {
    return sealer.open(sealName(id, what), Buffer.from(sealed, 'base64url'));
  }

  function connect(host: KnownHost): Open {
    const address = readHostAddress(host.address);
    const { ssh } = host;
    const wire = openWire(address, async () => {
      if (address.kind !== 'ssh' || ssh === null) throw new Error('only an ssh:// address logs in');
      const { sealedPassphrase, ...choice } = ssh;
      const passphrase =
        sealedPassphrase === undefined ? undefined : unseal(host.id, 'passphrase', sealedPassphrase);
      return sshLoginOf(address, { ...choice, passphrase }, parts);
    });
    const line = openHostLine(wire, unseal(host.id, 'token', host.sealedToken));
    const watcher = watchApprovals({
      host,
      line,
      desktop: parts.desktop,
      clock: parts.clock,
      quietUntil: parts.quietUntil,
      open: (path) => parts.show(path === undefined ? undefined : host.id, path),
      changed: () => changed(host.id),
      log,
    });
    const opened: Open = { known: host, line, watcher, version: null };
    line.watch((change) => watching.forEach((listener) => listener(host.id, change)));
    line.onState(({ state }) => {
      changed(host.id);
      if (state === 'live') void learn(opened);
    });
    return opened;
  }

  /** A host is updated while this desktop runs: asked again with every new line. */
  async function learn(opened: Open): Promise<void> {
    try {
      const { version } = (await opened.line.call('host.get', {})) as OutputOf<'host.get'>; // of the same contract
      opened.version = version;
      changed(opened.known.id);
    } catch {
      // The line says what is wrong with it.
    }
  }

  function start(host: KnownHost): Open | null {
    try {
      const opened = connect(host);
      open.set(host.id, opened);
      return opened;
    } catch (error) {
      log(`${host.name} cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  function view(host: KnownHost): KnownHostView {
    const opened = open.get(host.id);
    const { state, error } = opened?.line.state() ?? { state: 'refused' as const, error: lostKey(host) };
    const wire = error === null ? null : toWire(inContext(error, host));
    return {
      id: host.id,
      name: host.name,
      address: host.address,
      person: host.person,
      role: host.role,
      state,
      problem: wire === null ? null : { message: wire.message, fix: wire.fix ?? null },
      version: opened?.version ?? null,
      waiting: opened?.watcher.waiting() ?? 0,
      hostKey: host.ssh?.hostKey ?? null,
    };
  }

  function existing(id: string): KnownHost {
    const host = known.list().find((one) => one.id === id);
    if (host !== undefined) return host;
    throw new AppError('not_found', 'This desktop does not know that host any more.', {
      fix: 'Add it again under Settings, Hosts.',
    });
  }

  async function stop(id: string): Promise<void> {
    const opened = open.get(id);
    open.delete(id);
    opened?.line.close();
    await opened?.watcher.close();
  }

  /** The same person at the same address is the same host: its token is renewed. */
  async function keep({ address, person, role, token, name, ssh, passphrase }: Knock): Promise<KnownHost> {
    const before = known.list().find((one) => one.address === address && one.person === person);
    const id = before?.id ?? newHostId();
    const host: KnownHost = {
      id,
      name: before?.name ?? freeName(name),
      address,
      person,
      role,
      sealedToken: sealer.seal(sealName(id, 'token'), token).toString('base64url'),
      ssh:
        ssh === null || passphrase === undefined
          ? ssh
          : {
              ...ssh,
              sealedPassphrase: sealer.seal(sealName(id, 'passphrase'), passphrase).toString('base64url'),
            },
    };
    await stop(id);
    known.save(host);
    start(host);
    changed(id);
    return host;
  }

  function freeName(name: string): string {
    const taken = new Set([here.name, ...known.list().map((one) => one.name)]);
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
    return free;
  }

  for (const host of known.list()) start(host);

  return {
    list: (): OutputOf<'desktop.hosts'> => ({ here, unavailable: null, items: known.list().map(view) }),
    attach: async (input: ParsedOf<'desktop.attach'>): Promise<KnownHostView> =>
      view(await keep(await knockAt(input, { ...parts, deviceName: here.name }))),
    use: (id: string | null): void => {
      if (id !== null) existing(id);
      parts.show(id, '/');
    },
    /** Resolves when it is known how the line stands. */
    tryHost: async (id: string): Promise<KnownHostView> => {
      const host = existing(id);
      const line = (open.get(id) ?? start(host))?.line;
      if (line === undefined) return view(host);
      const settled = new Promise<void>((resolve) => {
        const off = line.onState(({ state }) => {
          if (state === 'connecting') return;
          off();
          resolve();
        });
      });
      line.retry();
      await settled;
      return view(host);
    },
    forget: async (id: string): Promise<void> => {
      existing(id);
      await stop(id);
      known.remove(id);
      changed(id);
    },
    /** Follows a press on a message about one of them. */
    press: async (press: Press): Promise<void> => {
      const about = readToastId(press.id);
      const opened = about === null ? undefined : open.get(about.host);
      if (about === null || opened === undefined) return;
      await opened.watcher.press({ ...press, id: about.id });
    },
    /** The line to a host; null where it is not known, or its token cannot be opened. */
    line: (id: string): HostLine | null => open.get(id)?.line ?? null,
    name: (id: string): string | null => known.list().find((one) => one.id === id)?.name ?? null,
    /** Every known host's changes, for the window that shows it. */
    watch: (listener: (id: string, change: Change) => void): (() => void) => {
      watching.add(listener);
      return () => watching.delete(listener);
    },
    /** Cards that wait on all of them. */
    waiting: (): number => [...open.values()].reduce((sum, { watcher }) => sum + watcher.waiting(), 0),
    /** Hosts come and go, their lines break and heal, what waits there changes. */
    onChange: (listener: (id: string) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async (): Promise<void> => {
      await Promise.all([...open.keys()].map(stop));
      listeners.clear();
      watching.clear();
    },
  };
}

function lostKey(host: KnownHost): AppError {
  return new AppError('forbidden', `The token of ${host.name} cannot be opened with this home's key.`, {
    fix: 'Forget the host and add it again.',
  });
}

/** A host says “this token is not known here”: for the person at this desktop it is about that host. */
function inContext(error: AppError, host: KnownHost): AppError {
  if (error.code !== 'unauthenticated') return error;
  return new AppError(
    'unauthenticated',
    `${host.name} no longer lets this desktop in: its token was revoked.`,
    { fix: 'Ask whoever runs it for an invitation, and join again.' },
  );
}
