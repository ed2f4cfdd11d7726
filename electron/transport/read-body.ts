import type { IncomingMessage } from 'node:http';
import { AppError } from '../../shared/errors.ts';

const mebibyte = 1024 * 1024;
export const bodyLimits = { flow: mebibyte, json: 8 * mebibyte, form: 64 * 1024 };

/** The raw bytes of a request, never more than `limit`. A body that says it is longer is not read at all. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return Promise.reject(
      new AppError('unsupported_type', 'Compressed bodies are not accepted.', {
        fix: 'Send it uncompressed.',
      }),
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    let first: Buffer | null = null;
    let rest: Buffer[] | null = null;
    let size = 0;
    let done = false;
    // An error costs a stack trace; `close` comes after every request, so it is only made where something was missing.
    const cut = () => {
      if (!done) reject(new AppError('malformed', 'The request ended early.'));
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        done = true;
        request.removeAllListeners('data');
        reject(tooLarge(limit));
      } else if (first === null) first = chunk;
      else (rest ??= [first]).push(chunk);
    });
    request.on('end', () => {
      done = true;
      resolve(rest === null ? (first ?? empty) : Buffer.concat(rest));
    });
    request.on('error', cut);
    request.on('close', cut);
  });
}

const empty = Buffer.alloc(0);

function tooLarge(limit: number): AppError {
  return new AppError('too_large', `The body is larger than ${Math.round(limit / 1024)} KiB.`, {
    fix: 'Send less, or put large content into a resource.',
  });
}
