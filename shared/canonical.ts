import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: the one text of a value that hashes and signatures are made over. Fields that are
 * `undefined` are left out, as JSON does. Throws on what is not JSON: NaN, infinities, `undefined` alone, circles.
 *
 * Half a surrogate pair has no UTF-8 bytes. It is written as U+FFFD, which is also what storing it makes of it: a hash
 * taken before and after storage agrees, and a hostile payload cannot make hashing fail.
 */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('There is no JSON for this value.');
  return text;
}

/** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function serialize(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    // Looking for broken text costs a pass over everything, so it is done only where the library refused.
    return canonicalize(repaired(value));
  }
}

function repaired(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(repaired);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), repaired(item)]));
}
