import type { IncomingMessage } from 'node:http';
import { isProcedureName } from '../../shared/api/contract.ts';
import { apiBase, fromHttpAnswer, toHttpCall } from '../../shared/api/http-call.ts';
import { joinOutput, joinPath, type Joined } from '../../shared/api/invitations.ts';
import { AppError } from '../../shared/errors.ts';
import type { Wire } from './wire.ts';
import { wireError } from './wire-error.ts';

/** A name that came from the window, not yet known to be a call. */
export type RemoteCall = (name: string, input: unknown) => Promise<unknown>;

/** More than any answer of the contract; a host that sends more is not one. */
const longestAnswer = 256 * 1024 * 1024;

/** Calls at a host elsewhere, as whoever the token says. Errors, ETags and bytes are as they are here. */
export function createRemoteCall(
  wire: Wire,
  token: string,
  client: Parameters<typeof authorized>[1] = 'window',
): RemoteCall {
  return async (name, input) => {
    if (!isProcedureName(name)) throw new AppError('not_found', 'There is no such call in this version.');
    const { method, path, headers, body } = toHttpCall(name, input);
    const response = await wire.ask({
      method,
      path,
      headers: { ...headers, ...authorized(token, client) },
      body,
    });
    const bytes = await readAll(response);
    return fromHttpAnswer(name, {
      status: statusOf(response),
      header: (header) => headerOf(response, header),
      text: async () => bytes.toString('utf8'),
      bytes: async () => new Uint8Array(bytes),
    });
  };
}

/** `client`: on which way a decision came, for the card and the journal there. */
export function authorized(token: string, client: 'window' | 'message' = 'window'): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'x-countersign-client': client };
}

/** Exchanges the code of an invitation for a token. It works once, so it is never sent a second time by itself. */
export async function joinHost(wire: Wire, input: { code: string; name: string }): Promise<Joined> {
  const response = await wire.ask({
    method: 'POST',
    path: `${apiBase}${joinPath}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const text = (await readAll(response)).toString('utf8');
  if (statusOf(response) >= 400) await refusedBy(response, text);
  try {
    return joinOutput.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('no_host', 'What answers at this address is not Countersign.', {
      fix: 'Ask whoever invited you for another invitation, with the address that you reach.',
      cause,
    });
  }
}

/** Throws what the host said, in its own words. */
export async function refusedBy(response: IncomingMessage, text: string): Promise<never> {
  await fromHttpAnswer('session.get', {
    status: statusOf(response),
    header: (header) => headerOf(response, header),
    text: async () => text,
    bytes: async () => new Uint8Array(),
  });
  throw new AppError('no_host', 'The host answered in a way that is not understood.', {
    fix: 'Check that the address is a Countersign host.',
  });
}

/** Anything that is neither an answer nor an error of ours is a refusal: a sign-in page, a redirect. */
function statusOf({ statusCode = 500 }: IncomingMessage): number {
  return statusCode >= 200 && statusCode < 300 ? statusCode : Math.max(statusCode, 400);
}

function headerOf(response: IncomingMessage, name: string): string | null {
  const value = response.headers[name];
  return typeof value === 'string' ? value : null;
}

export async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk as Uint8Array); // no encoding was set
      length += bytes.length;
      if (length > longestAnswer) throw new Error('too long');
      chunks.push(bytes);
    }
  } catch (cause) {
    throw wireError(cause, 'The host');
  }
  return Buffer.concat(chunks);
}
