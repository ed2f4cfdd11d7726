import { hostname } from 'node:os';
import { AppError } from '../../shared/errors.ts';
import type { HostLine } from './host-line.ts';
import type { Hosts } from './hosts.ts';

/** Where no other host can be known, and why; `line`: the one to this computer's own host. */
export function noOtherHosts(reason: string, line: Pick<HostLine, 'onState'>, version = ''): Hosts {
  const refused = (): never => {
    throw new AppError('conflict', 'Other hosts cannot be known here now.', { fix: reason });
  };
  return {
    list: () => ({ here: { name: hostname(), version }, unavailable: reason, items: [] }),
    attach: async () => refused(),
    use: refused,
    tryHost: async () => refused(),
    forget: async () => refused(),
    press: async () => {},
    line: () => null,
    name: () => null,
    watch: () => () => undefined,
    waiting: () => 0,
    onChange: (listener) => line.onState(() => listener('')),
    close: async () => {},
  };
}
