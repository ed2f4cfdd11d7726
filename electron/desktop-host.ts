import { hostname } from 'node:os';
import { AppError } from '../shared/errors.ts';
import type { Caller } from './api/caller.ts';
import type { Dispatch } from './api/dispatch.ts';
import { createApp, type AppOptions } from './app.ts';
import { attachToHome } from './attached-host.ts';
import { openVault } from './desktop/key-store.ts';
import { createHosts, type Hosts, type HostsParts } from './hosts/hosts.ts';
import { openKnownHosts } from './hosts/known-hosts.ts';
import { listenSomewhere } from './serve.ts';
import { systemClock } from './runtime/clock.ts';
import type { Changes } from './transport/stream.ts';
import { version } from './version.ts';

type Options = Pick<AppOptions, 'home'> &
  Required<Pick<AppOptions, 'desktop' | 'shell' | 'onFatal'>> & {
    port: number | undefined;
    /** Brings the window to a path of a host; null: of this computer. */
    show: HostsParts['show'];
  };

/** The host that the desktop app has for its own: in this process, or one that has the home open already. */
export type DesktopHost = {
  dispatch: Dispatch;
  watch: Changes['watch'];
  owner: () => Caller;
  resume: () => Promise<void>;
  /** The computer slept: what was due meanwhile is looked at now. */
  wake: () => void;
  log: { line: (text: string) => void; error: (text: string, cause: unknown) => void };
  /** Hosts elsewhere that this desktop is attached to. */
  hosts: Hosts;
  close: () => Promise<void>;
};

/** As the headless host, with this system's key store and messages. Not moving yet. */
export async function openDesktopHost(options: Options): Promise<DesktopHost> {
  try {
    return await openHere(options);
  } catch (error) {
    const isTaken = error instanceof AppError && error.code === 'store_owned';
    const attached = isTaken ? await attachToHome(options.home, options.shell) : null;
    if (attached === null) throw error;
    return attached;
  }
}

async function openHere({ port, show, ...options }: Options): Promise<DesktopHost> {
  const { vault, warning } = await openVault();
  const host = await createApp({ ...options, vault: vault ?? 'unavailable' });
  if (warning !== null) host.log.line(warning);
  try {
    await listenSomewhere(host, port, '127.0.0.1', null);
  } catch (error) {
    // The window needs no port; webhooks and the command line do, and say so themselves.
    host.log.error('No port could be opened.', error);
  }
  const hosts = createHosts({
    known: openKnownHosts(options.home, host.log.line),
    sealer: host.sealer,
    connection: host.connections.openNamed,
    agent: process.env['SSH_AUTH_SOCK'],
    desktop: options.desktop,
    here: { name: hostname(), version },
    clock: systemClock,
    quietUntil: host.quietUntil,
    show,
    log: host.log.line,
  });
  return {
    dispatch: host.dispatch,
    watch: host.changes.watch,
    owner: host.owner,
    resume: host.resume,
    wake: host.runtime.wake,
    log: host.log,
    hosts,
    close: async () => {
      await hosts.close();
      await host.close();
    },
  };
}
