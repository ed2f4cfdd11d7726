import type { ServerResponse } from 'node:http';
import { AppError, errorTable, toWire } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';

/** On every answer of this host: nothing is guessed, framed, or told to other sites. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
} as const;

export function sendJson(response: ServerResponse, status: number, body: Json): void {
  const bytes = Buffer.from(JSON.stringify(body));
  if (response.headersSent) return;
  response.writeHead(status, {
    ...commonHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

/** The envelope of API.md. A body that was refused unread would block the connection, so that one is closed. */
export function sendError(response: ServerResponse, error: unknown): void {
  const status = statusOf(error);
  if (status === 413 && !response.headersSent) response.setHeader('connection', 'close');
  if (status === 401 && !response.headersSent) response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, status, { error: toWire(error) });
}

export function statusOf(error: unknown): number {
  return error instanceof AppError ? errorTable[error.code].status : 500;
}
