import { mayCall } from '../shared/api/rights.ts';
import { contract } from '../shared/api/contract.ts';
import { desktop } from '../shared/api/desktop.ts';
import { AppError } from '../shared/errors.ts';
import { readHostAddress } from '../shared/host-address.ts';
import { createDesktopHandlers, type Shell } from './api/desktop.ts';
import type { Caller } from './api/caller.ts';
import { isOurs } from './cli/http-session.ts';
import type { DesktopHost } from './desktop-host.ts';
import { readHostUrl } from './host-file.ts';
import { openHostLine } from './hosts/host-line.ts';
import { noOtherHosts } from './hosts/no-hosts.ts';
import type { Wire } from './hosts/wire.ts';
import { createWebWire } from './hosts/wire.ts';
import { readOwnerToken } from './owner-token.ts';

/**
 * The desktop app on a home that a headless host has open already: the window shows that host, as its owner, and ends
 * without it. Null where none runs for this home, or none that can be reached.
 */
export async function attachToHome(home: string, shell: Shell): Promise<DesktopHost | null> {
  const token = readOwnerToken(home);
  const url = readHostUrl(home);
  if (token === null || url === null || !(await isOurs(url, token))) return null;
  const line = openHostLine(homeWire(home, token), token);
  const own = createDesktopHandlers({ shell });
  return {
    dispatch: async (name, input, caller) => {
      if (!isOfShell(name)) return line.call(name, input);
      if (!mayCall(caller.role, contract[name].right))
        throw new AppError('forbidden', 'This is for the owner.');
      const parsed = desktop[name].input.safeParse(input);
      if (!parsed.success) throw new AppError('malformed', 'The call is not well-formed.');
      // The map is typed call by call; here the name is only known at run time.
      return (own[name] as (input: unknown, caller: Caller) => unknown)(parsed.data, caller);
    },
    watch: line.watch,
    owner: () => ({ person: 'owner', role: 'owner', via: 'window', identified: 'session' }),
    resume: async () => {},
    // That host's own clock looks after it.
    wake: () => undefined,
    log: { line: () => undefined, error: () => undefined },
    hosts: noOtherHosts(
      'Countersign already runs for this home without a window. End it, start the desktop app again, and other hosts can be known here.',
      line,
    ),
    close: async () => line.close(),
  };
}

const isOfShell = (name: string): name is keyof typeof desktop => Object.hasOwn(desktop, name);

/** A host that was started again may listen elsewhere; and whoever listens has to show first that it knows the home. */
function homeWire(home: string, token: string): Wire {
  let proven: { url: string; wire: Wire } | null = null;
  return {
    ask: async (asked) => {
      const url = readHostUrl(home);
      if (url === null || proven?.url !== url) {
        proven?.wire.close();
        proven = null;
        if (url === null || !(await isOurs(url, token))) {
          throw new AppError('no_host', 'The host of this home does not run.', {
            fix: 'Start it again with countersign serve, or quit and start the desktop app: it opens the home itself then.',
          });
        }
        const address = readHostAddress(url);
        if (address.kind !== 'web')
          throw new AppError('no_host', 'The host of this home has no web address.');
        proven = { url, wire: createWebWire(address) };
      }
      return proven.wire.ask(asked);
    },
    close: () => proven?.wire.close(),
  };
}
