import type { HostAddress } from '../../shared/host-address.ts';
import { createSshWire, type SshLogin } from './ssh-wire.ts';
import { createWebWire, type Wire } from './wire.ts';

/** The way to an address; `login` is only asked where it leads through SSH. */
export function openWire(address: HostAddress, login: () => Promise<SshLogin>): Wire {
  return address.kind === 'web' ? createWebWire(address) : createSshWire(address, login);
}
