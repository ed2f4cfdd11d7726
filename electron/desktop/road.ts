import { AppError } from '../../shared/errors.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { HostCalls } from '../hosts/host-calls.ts';
import type { serveIpc } from '../transport/ipc.ts';
import type { Change, Changes } from '../transport/stream.ts';

type Caller = NonNullable<ReturnType<Parameters<typeof serveIpc>[0]['callerOf']>>;
type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<unknown>;

/** Where the window's calls go and its news come from. */
export type Road = { dispatch: Dispatch; watch: Changes['watch'] };

/** The roads of a window by the host that its page shows; null: the one of this computer. */
export type Roads = {
  dispatch: (host: string | null, name: string, input: unknown, caller: Caller) => Promise<unknown>;
  /** `host` is `undefined` for news about this desktop itself, which every page wants to hear. */
  watch: (listener: (host: string | null | undefined, change: Change) => void) => () => void;
};

type Parts = {
  local: Road;
  hosts: Pick<Hosts, 'line' | 'watch' | 'onChange'>;
  /** Answers what only this desktop knows; null: not such a call. */
  hostCalls: HostCalls;
};

/** What belongs to this computer, whichever host the window looks at. */
const staysHere = (name: string): boolean => name.startsWith('desktop.');

export function createRoads({ local, hosts, hostCalls }: Parts): Roads {
  return {
    dispatch: async (host, name, input, caller) => {
      if (staysHere(name)) return hostCalls(name, input) ?? local.dispatch(name, input, caller);
      if (host === null) return local.dispatch(name, input, caller);
      const line = hosts.line(host);
      if (line !== null) return line.call(name, input);
      throw new AppError('no_host', 'This desktop does not know that host any more.', {
        fix: 'Go back to this computer.',
      });
    },
    watch: (listener) => {
      const stops = [
        local.watch((change) => listener(null, change)),
        hosts.watch(listener),
        hosts.onChange((id) =>
          listener(undefined, { id: null, event: { type: 'changed', noun: 'hosts', id } }),
        ),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
