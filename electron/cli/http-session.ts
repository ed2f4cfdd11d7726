import { randomBytes } from 'node:crypto';
import { createClient, type Call } from '../../shared/api/client.ts';
import { apiBase, fromHttpAnswer, toHttpCall } from '../../shared/api/http-call.ts';
import { AppError } from '../../shared/errors.ts';
import { isSameToken, proofOf } from '../owner-token.ts';

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
      throw noAnswer(url, cause);
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

export function noAnswer(url: string, cause?: unknown): AppError {
  return new AppError('no_host', `The host at ${url} does not answer.`, {
    fix: 'Start it with `countersign serve`, or check COUNTERSIGN_URL.',
    cause,
  });
}

/** Whether anything answers at an address at all. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL(`${apiBase}/host/proof`, url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(3000),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
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
    return typeof proof === 'string' && isSameToken(proof, proofOf(token, nonce));
  } catch {
    return false;
  }
}
