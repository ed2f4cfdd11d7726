import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (home: string): string => join(home, 'token');

/** The owner's token of a home, made on first use. Whoever can read the file is the owner; so only they may. */
export function openOwnerToken(home: string): string {
  const known = readOwnerToken(home);
  if (known !== null) {
    chmodSync(fileOf(home), 0o600);
    return known;
  }
  const token = `cs_owner_${randomBytes(32).toString('base64url')}`;
  writeFileSync(fileOf(home), `${token}\n`, { mode: 0o600, flag: 'w' });
  chmodSync(fileOf(home), 0o600);
  return token;
}

/** null where the home was never opened. */
export function readOwnerToken(home: string): string | null {
  try {
    const token = readFileSync(fileOf(home), 'utf8').trim();
    return token.length >= 16 ? token : null;
  } catch {
    return null;
  }
}

/** In a time that tells nothing about where two tokens differ. */
export function isSameToken(given: string, expected: string): boolean {
  const hash = (token: string) => createHmac('sha256', 'compare').update(token).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** Shows knowledge of the owner's token without telling it: the answer to a challenge. */
export function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(`countersign-host:${nonce}`).digest('hex');
}
