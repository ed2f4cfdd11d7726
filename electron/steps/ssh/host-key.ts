import { createHash } from 'node:crypto';

/** `SHA256:…` as ssh-keygen prints it. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** A pinned host key: a fingerprint, or a line of a .pub or known_hosts file. */
export type PinnedKey = { fingerprint: string; type: string | null };

export function readPinnedKey(text: string): PinnedKey | null {
  const line = text.trim();
  if (/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(line)) return { fingerprint: line.replace(/=$/, ''), type: null };
  const match = /(?:^|\s)((?:ssh|ecdsa)-[a-z0-9-]+) ([A-Za-z0-9+/]+=*)(?:\s|$)/.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { fingerprint: fingerprintOf(Buffer.from(match[2], 'base64')), type: match[1] };
}

const rsa = ['rsa-sha2-512', 'rsa-sha2-256'] as const;
const ecdsa = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'] as const;
const ed25519 = ['ssh-ed25519'] as const;

export type HostKeyAlgorithm = (typeof rsa | typeof ecdsa | typeof ed25519)[number];

/**
 * Which kinds of host key to ask for, in turn. A server has several keys; one that was pinned by its fingerprint
 * alone may be any of them, so a mismatch is only certain after each kind was looked at. Never SHA-1.
 */
export function hostKeyRounds(pinned: PinnedKey | null): HostKeyAlgorithm[][] {
  const all = [...ed25519, ...ecdsa, ...rsa];
  if (pinned === null) return [all];
  if (pinned.type === 'ssh-rsa') return [[...rsa]];
  const typed = all.find((algorithm) => algorithm === pinned.type);
  return typed === undefined ? [all, [...ecdsa], [...rsa]] : [[typed]];
}
