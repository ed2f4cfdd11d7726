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
  // JSON's own printing is RFC 8785 once the keys are in order, and several times faster than walking in JavaScript.
  const ordered = inOrder(value);
  if (ordered !== unordered) {
    const text = JSON.stringify(ordered);
    // It escapes half a surrogate pair, which is for `repaired` below to mend.
    if (!text.includes('\\ud')) return text;
  }
  try {
    return canonicalize(value);
  } catch {
    // Looking for broken text costs a pass over everything, so it is done only where the library refused.
    return canonicalize(repaired(value));
  }
}

/** Stands for a value whose order JSON.stringify cannot be trusted with; the library takes those. */
const unordered = Symbol('unordered');

/** A copy with sorted keys. Keys like `12` cannot be put in order: objects keep those first, whatever we do. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : unordered;
  if (typeof value !== 'object' || 'toJSON' in value) return unordered;
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.includes(unordered) ? unordered : items;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).sort(byKey)) {
    if (item === undefined) continue;
    const ordered = inOrder(item);
    if (ordered === unordered || startsWithDigit(key) || key === '__proto__') return unordered;
    copy[key] = ordered;
  }
  return copy;
}

/** By UTF-16 code units, as RFC 8785 section 3.2.3 asks. */
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

function startsWithDigit(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57;
}

function repaired(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(repaired);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), repaired(item)]));
}
