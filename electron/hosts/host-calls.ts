import type { OutputOf, ParsedOf } from '../../shared/api/contract.ts';
import { desktopHosts } from '../../shared/api/desktop-hosts.ts';
import { AppError } from '../../shared/errors.ts';
import type { Hosts } from './hosts.ts';

type Name = keyof typeof desktopHosts;

/** Answers the calls about other hosts; null where the call is another one. */
export type HostCalls = (name: string, input: unknown) => Promise<unknown> | null;

const isOne = (name: string): name is Name => Object.hasOwn(desktopHosts, name);

/** Only the window's own channel leads here: these calls have no route, and no host answers them. */
export function createHostCalls(hosts: Hosts): HostCalls {
  const handlers: { [One in Name]: (input: ParsedOf<One>) => Promise<OutputOf<One>> } = {
    'desktop.hosts': async () => hosts.list(),
    'desktop.attach': hosts.attach,
    'desktop.use': async ({ id }) => {
      hosts.use(id);
      return { id };
    },
    'desktop.tryHost': ({ id }) => hosts.tryHost(id),
    'desktop.forget': async ({ id }) => {
      await hosts.forget(id);
      return { id };
    },
  };
  return (name, input) => {
    if (!isOne(name)) return null;
    const parsed = desktopHosts[name].input.safeParse(input);
    if (!parsed.success) {
      return Promise.reject(
        new AppError('malformed', parsed.error.issues[0]?.message ?? 'The call is not well-formed.', {
          fix: 'Check what was entered.',
        }),
      );
    }
    // The map is typed call by call; here the name is only known at run time.
    return (handlers[name] as (input: unknown) => Promise<unknown>)(parsed.data);
  };
}
