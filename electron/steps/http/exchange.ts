import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { mask } from '../../../shared/mask.ts';
import { guardedLookup, RefusedAddress, type Guard } from './guard.ts';

export type Request = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
};

export type Answer = {
  status: number;
  headers: Record<string, string>;
  location: string | null;
  body: Buffer;
};

/** How far a request had come when it ended badly. Up to `connect` surely nothing happened on the other side. */
export type Phase = 'resolve' | 'connect' | 'encrypt' | 'send' | 'answer' | 'body';

export type Fault =
  | { kind: 'refused_address'; why: string }
  | { kind: 'not_found' }
  | { kind: 'unreachable' }
  | { kind: 'certificate' }
  | { kind: 'slow_connect' }
  | { kind: 'aborted' }
  | { kind: 'lost' }
  | { kind: 'not_http' }
  | { kind: 'too_large' }
  | { kind: 'bad_encoding' };

export type Exchange =
  | { ok: true; answer: Answer }
  | { ok: false; fault: Fault; phase: Phase; sent: boolean; status: number | null };

export type ExchangeLimits = { connectMs: number; answerBytes: number };

const certificateCodes =
  /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

function faultOf(error: unknown, phase: Phase): Fault {
  if (error instanceof RefusedAddress) return { kind: 'refused_address', why: error.why };
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL' || code === 'EAI_NODATA')
    return { kind: 'not_found' };
  if (code.startsWith('HPE_')) return { kind: 'not_http' };
  if (phase === 'encrypt' && certificateCodes.test(code)) return { kind: 'certificate' };
  return phase === 'resolve' || phase === 'connect' || phase === 'encrypt'
    ? { kind: 'unreachable' }
    : { kind: 'lost' };
}

function decoded(answer: IncomingMessage): Readable | null {
  const encoding = (answer.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity' || encoding === '') return answer;
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : null;
  // Errors of the socket must end the decoder too, or it would wait for ever.
  answer.on('error', (error) => decoder?.destroy(error));
  return decoder === null ? null : answer.pipe(decoder);
}

function headersOf(answer: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    // A session cookie is a credential of the other side: the flow has no use for it and history must not hold it.
    if (name === 'set-cookie') headers[name] = mask;
    else if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** Every header of a request but `host` and `connection`, which Node writes itself. */
export function wireHeaders(request: Request): Record<string, string> {
  return {
    ...request.headers,
    'accept-encoding': 'gzip, deflate, br',
    ...(request.body === null ? {} : { 'content-length': String(request.body.length) }),
  };
}

/**
 * One request and its whole answer, no redirects, no retries, no shared sockets. Node's own client rather than
 * fetch: only it tells whether the request had left when something broke, and that decides between “did not
 * happen” and “may have happened”.
 */
export function exchange(
  request: Request,
  guard: Guard,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const { url } = request;
    const secure = url.protocol === 'https:';
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    let phase: Phase = 'resolve';
    let sent = false;
    let status: number | null = null;
    let settled = false;

    const finish = (result: Exchange): void => {
      if (settled) return;
      settled = true;
      clearTimeout(connectTimer);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
      client?.destroy();
    };
    const fail = (fault: Fault): void => finish({ ok: false, fault, phase, sent, status });
    const onAbort = (): void => fail({ kind: 'aborted' });
    const connectTimer = setTimeout(() => {
      if (phase === 'resolve' || phase === 'connect' || phase === 'encrypt') fail({ kind: 'slow_connect' });
    }, limits.connectMs);

    const refusal = isIP(host) === 0 ? null : guard.refuse(host, port);
    if (signal.aborted || refusal !== null) {
      clearTimeout(connectTimer);
      const fault: Fault = refusal === null ? { kind: 'aborted' } : { kind: 'refused_address', why: refusal };
      resolve({ ok: false, fault, phase, sent, status });
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });

    const ready = (): void => {
      phase = 'send';
      sent = true; // From here on bytes may be on their way, whatever we learn later.
    };
    const watch = (socket: Socket): void => {
      socket.once('lookup', () => (phase = 'connect'));
      socket.once('connect', () => {
        if (secure) phase = 'encrypt';
        else ready();
      });
      if (secure) socket.once('secureConnect', ready);
    };

    const client = (secure ? httpsRequest : httpRequest)({
      protocol: url.protocol,
      hostname: host,
      port,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: wireHeaders(request),
      agent: false,
      lookup: guardedLookup(guard, port),
      maxHeaderSize: 64 * 1024,
    });
    if (isIP(host) !== 0) phase = 'connect';
    client.on('socket', watch);
    client.on('finish', () => {
      if (phase === 'send') phase = 'answer';
    });
    client.on('error', (error) => fail(faultOf(error, phase)));
    // A switch of protocols or a socket that closes without a word raises no error.
    client.on('close', () => {
      if (status === null) fail({ kind: 'lost' });
    });
    client.on('response', (answer) => {
      phase = 'body';
      status = answer.statusCode ?? 0;
      collect(answer, limits.answerBytes, (result) => {
        if (result.ok) {
          const location = answer.headers.location ?? null;
          finish({
            ok: true,
            answer: {
              status: answer.statusCode ?? 0,
              headers: headersOf(answer),
              location,
              body: result.body,
            },
          });
        } else fail(result.fault);
      });
    });
    client.end(request.body ?? undefined);
  });
}

type Collected = { ok: true; body: Buffer } | { ok: false; fault: Fault };

function collect(answer: IncomingMessage, limit: number, done: (result: Collected) => void): void {
  const stream = decoded(answer);
  if (stream === null) {
    done({ ok: false, fault: { kind: 'bad_encoding' } });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      done({ ok: false, fault: { kind: 'too_large' } });
      stream.destroy();
    } else chunks.push(chunk);
  });
  stream.on('end', () => {
    // `complete` is false where the connection closed before the promised length.
    if (answer.complete) done({ ok: true, body: Buffer.concat(chunks) });
    else done({ ok: false, fault: { kind: 'lost' } });
  });
  stream.on('error', () =>
    done({ ok: false, fault: { kind: stream === answer || !answer.complete ? 'lost' : 'bad_encoding' } }),
  );
}
