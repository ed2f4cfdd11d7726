import { z } from 'zod';
import { roles } from './api/rights.ts';
import { AppError } from './errors.ts';

/** Every invitation begins with it, so that one is recognised wherever it was pasted. */
const prefix = 'countersign-invite:';
/** Much longer than an honest one; what is longer is not looked at. */
const longest = 8000;

/** Where, who and until when (epoch ms), and a code that is exchanged once for a token. The token is never in it. */
const content = z.object({
  v: z.literal(1),
  host: z.string().min(1).max(200),
  at: z.array(z.string().min(1).max(500)).min(1).max(5),
  code: z.string().regex(/^[\w-]{43}$/),
  person: z.string().min(1).max(200),
  role: z.enum(roles),
  until: z.int(),
});

export type Invitation = Omit<z.output<typeof content>, 'v'>;

/** One line of plain characters: it survives mail, chat and a terminal. */
export function writeInvitation(invitation: Invitation): string {
  return `${prefix}${toBase64url(asciiJson({ v: 1, ...invitation }))}`;
}

/** What a pasted text invites to. White space around and inside it came from the way here and does not count. */
export function readInvitation(text: string): Invitation {
  const line = text.length > longest ? '' : text.replaceAll(/\s+/g, '');
  if (!line.startsWith(prefix)) throw unreadable();
  try {
    const { v: _, ...invitation } = content.parse(JSON.parse(fromBase64url(line.slice(prefix.length))));
    return invitation;
  } catch {
    throw unreadable();
  }
}

function unreadable(): AppError {
  return new AppError('invalid_input', 'This is not an invitation, or a part of it is missing.', {
    fix: `Copy the whole text, from “${prefix}” to its end, and paste it again.`,
  });
}

/** JSON whose characters are all bytes: what is beyond ASCII is written as JSON's own escapes. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of ASCII text. By hand, because nothing here knows a platform. */
function toBase64url(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at += 3) {
    const bytes = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    const known = bytes.filter((byte) => !Number.isNaN(byte));
    const bits = known.reduce((sum, byte, index) => sum | (byte << (16 - 8 * index)), 0);
    for (let index = 0; index <= known.length; index++)
      out += letters.charAt((bits >> (18 - 6 * index)) & 63);
  }
  return out;
}

function fromBase64url(text: string): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = letters.indexOf(letter);
    if (value < 0) throw new Error('not base64url');
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += String.fromCharCode((bits >> held) & 255);
  }
  return out;
}
