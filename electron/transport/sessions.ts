import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const codeLifeMs = 10 * 60_000;
const sessionLifeMs = 14 * 24 * 3_600_000;
const maxCodes = 20;

export type Sessions = {
  /** A code that opens one session, within ten minutes. */
  issueCode: () => { code: string; expiresAt: number };
  /** The session's cookie value, or null where the code is wrong, used or too old. */
  exchange: (code: string) => { value: string; maxAgeSeconds: number } | null;
  isValid: (value: string) => boolean;
};

/**
 * Sessions of the owner's own browser. The cookie is a signature over its end, not a row: a restart of the host does
 * not sign anybody out, and nothing about sessions is kept on disk. Codes live in memory only.
 */
export function createSessions({ key, now }: { key: Buffer; now: () => number }): Sessions {
  const codes = new Map<string, number>();
  const sign = (ends: string, salt: string) =>
    createHmac('sha256', key).update(`session:${ends}:${salt}`).digest('base64url');

  return {
    issueCode() {
      for (const [code, ends] of codes) if (ends <= now() || codes.size >= maxCodes) codes.delete(code);
      const code = randomBytes(32).toString('base64url');
      const expiresAt = now() + codeLifeMs;
      codes.set(code, expiresAt);
      return { code, expiresAt };
    },
    exchange(code) {
      const ends = codes.get(code);
      codes.delete(code);
      if (ends === undefined || ends <= now()) return null;
      const until = String(now() + sessionLifeMs);
      const salt = randomBytes(16).toString('base64url');
      return { value: `${until}.${salt}.${sign(until, salt)}`, maxAgeSeconds: sessionLifeMs / 1000 };
    },
    isValid(value) {
      const [until, salt, signature, ...more] = value.split('.');
      if (until === undefined || salt === undefined || signature === undefined || more.length > 0)
        return false;
      const expected = Buffer.from(sign(until, salt));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected) && Number(until) > now();
    },
  };
}

/** Cookies ignore ports: two hosts on one machine must not overwrite each other's session. */
export function sessionCookieName(port: number): string {
  return `countersign_${port}`;
}

export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
