import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Call } from '../../shared/api/client.ts';
import { apiBase, fromHttpAnswer, toHttpCall } from '../../shared/api/http-call.ts';
import { AppError } from '../../shared/errors.ts';

export type Host = { url: string; token: string };

/** Calls over HTTP. A host that does not answer is `no_host`: nothing is known about what it did. */
export function createHttpCall({ url, token }: Host): Call {
  return async (name, input) => {
    const { method, path, headers, body } = toHttpCall(name, input);
    let response: Response;
    try {
      response = await fetch(new URL(path, url), {
        method,
        headers: { ...headers, authorization: `Bearer ${token}`, 'x-countersign-client': 'cli' },
        redirect: 'error',
        ...(body === null ? {} : { body }),
      });
    } catch (cause) {
      throw new AppError('no_host', `The host at ${url} does not answer.`, {
        fix: 'Start it with `countersign serve`, or check COUNTERSIGN_URL.',
        cause,
      });
    }
    return fromHttpAnswer(name, {
      status: response.status,
      header: (header) => response.headers.get(header),
      text: () => response.text(),
      bytes: async () => new Uint8Array(await response.arrayBuffer()),
    });
  };
}

export function createHttpClient(host: Host) {
  return createClient(createHttpCall(host));
}

/** The owner's token of a home; null where the home was never opened. */
export function readHomeToken(home: string): string | null {
  try {
    return readFileSync(join(home, 'token'), 'utf8').trim();
  } catch {
    return null;
  }
}

/** Where the host of this home listens, as it says itself; null where none runs or none listens. */
export function readHostUrl(home: string): string | null {
  try {
    const { pid, url } = JSON.parse(readFileSync(join(home, 'host.json'), 'utf8')) as { pid?: unknown; url?: unknown };
    if (typeof pid !== 'number' || typeof url !== 'string' || !isAlive(pid)) return null;
    return url;
  } catch {
    return null;
  }
}

/**
 * Whether the program behind an address knows this home's token, without telling it the token: another program may sit
 * on the port by now.
 */
export async function isOurs(url: string, token: string): Promise<boolean> {
  const nonce = randomBytes(24).toString('base64url');
  try {
    const response = await fetch(new URL(`${apiBase}/host/proof?nonce=${nonce}`, url), {
      redirect: 'error',
      signal: AbortSignal.timeout(3000),
    });
    const { proof } = (await response.json()) as { proof?: unknown };
    const expected = Buffer.from(proofOf(token, nonce));
    const given = Buffer.from(typeof proof === 'string' ? proof : '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  } catch {
    return false;
  }
}

export function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(`countersign-host:${nonce}`).digest('hex');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process of that number exists all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
