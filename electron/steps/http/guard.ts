import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { networkInterfaces } from 'node:os';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that hand out credentials of the machine itself, or name no machine: never reached by a step. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');
linkLocal.addAddress('100.100.100.200', 'ipv4');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addSubnet('0.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addAddress('::', 'ipv6');

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `::ffff:127.0.0.1` and its hex spelling reach the same machine as `127.0.0.1`; so do NAT64 and 6to4 spellings. */
function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  if (isIP(bare) !== 6) return bare;
  const words = expand(bare);
  const mapped = words.slice(0, 5).every((word) => word === 0) && (words[5] === 0xffff || words[5] === 0);
  const nat64 = words[0] === 0x64 && words[1] === 0xff9b && words.slice(2, 6).every((word) => word === 0);
  const high = words[6] ?? 0;
  const low = words[7] ?? 0;
  if ((mapped || nat64) && !(high === 0 && low <= 1))
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return bare;
}

function expand(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text =
    dotted === null
      ? address
      : `${dotted[1]}${hexPair(dotted[2], dotted[3])}:${hexPair(dotted[4], dotted[5])}`;
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...right].map((word) =>
    Number.parseInt(word, 16),
  );
}

const hexPair = (high = '0', low = '0'): string => ((Number(high) << 8) | Number(low)).toString(16);

function isOwnMachine(address: string): boolean {
  if (loopback.check(address, family(address))) return true;
  return Object.values(networkInterfaces()).some((list) =>
    list?.some((entry) => plainAddress(entry.address) === address),
  );
}

export type Guard = {
  /** Why this address and port must not be reached, in a few words; null when it may be. */
  refuse: (address: string, port: number) => string | null;
};

/** `forbiddenPorts`: the ports of this host's own API, which no step may talk to. */
export function createGuard(forbiddenPorts: () => readonly number[]): Guard {
  return {
    refuse: (address, port) => {
      const plain = plainAddress(address);
      if (isIP(plain) === 0) return null;
      if (linkLocal.check(plain, family(plain)))
        return 'it is a link-local address, where machines keep their own credentials';
      if (forbiddenPorts().includes(port) && isOwnMachine(plain)) return "it is Countersign's own address";
      return null;
    },
  };
}

export class RefusedAddress extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.name = 'RefusedAddress';
    this.why = why;
  }
}

/**
 * Checks the very addresses the socket then connects to, so a name that answers differently a moment later gains
 * nothing. One refused address among several refuses the whole name.
 */
export function guardedLookup(guard: Guard, port: number): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const list: LookupAddress[] = found;
      const refused = list.map((entry) => guard.refuse(entry.address, port)).find((why) => why !== null);
      const first = list[0];
      if (refused !== undefined) callback(new RefusedAddress(refused), '', 0);
      else if (options.all === true) callback(null, list);
      else if (first === undefined)
        callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '', 0);
      else callback(null, first.address, first.family);
    });
  };
}
