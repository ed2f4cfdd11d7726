import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type RecordedRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};

/** What the far end does with one request. */
export type Script =
  | {
      do: 'answer';
      status?: number;
      headers?: Record<string, string | string[]>;
      body?: string | Uint8Array;
      json?: unknown;
      afterMs?: number;
    }
  | { do: 'hang' }
  | { do: 'hang-after-headers' }
  | { do: 'reset' }
  | { do: 'reset-after-headers' }
  | { do: 'cut-body'; promised: number; body: string }
  | { do: 'endless' }
  | { do: 'garbage' }
  | { do: 'redirect'; status: number; to: string };

export type Scripted = Script | ((request: RecordedRequest) => Script);

export type HttpServer = {
  /** `http://127.0.0.1:port` */
  url: string;
  port: number;
  requests: RecordedRequest[];
  /** From now on; a list is used up in order, its last entry stays. */
  script: (...steps: Scripted[]) => void;
  /** Resolves when the n-th request has arrived. */
  arrived: (count: number) => Promise<void>;
  close: () => Promise<void>;
};

function play(script: Script, request: IncomingMessage, response: ServerResponse): void {
  const socket: Socket = request.socket;
  switch (script.do) {
    case 'answer': {
      const body = script.json === undefined ? (script.body ?? '') : JSON.stringify(script.json);
      const type = script.json === undefined ? 'text/plain' : 'application/json';
      const answer = (): void => {
        response.writeHead(script.status ?? 200, { 'content-type': type, ...script.headers });
        response.end(body);
      };
      if (script.afterMs === undefined) answer();
      else setTimeout(answer, script.afterMs);
      return;
    }
    case 'hang':
      return;
    case 'hang-after-headers':
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
      response.write('x');
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'reset-after-headers':
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
      response.write('half', () => socket.resetAndDestroy());
      return;
    case 'cut-body':
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': String(script.promised) });
      response.write(script.body, () => socket.end());
      return;
    case 'endless': {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const chunk = Buffer.alloc(64 * 1024, 'a');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) continue;
      };
      response.on('drain', more);
      more();
      return;
    }
    case 'garbage':
      socket.end('this is not HTTP\r\n\r\n');
      return;
    case 'redirect':
      response.writeHead(script.status, { location: script.to });
      response.end();
  }
}

/** A real HTTP server that does what the test tells it to and remembers every request. */
export async function startHttpServer(
  options: { tls?: { key: string; cert: string }; port?: number } = {},
): Promise<HttpServer> {
  const requests: RecordedRequest[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let steps: Scripted[] = [{ do: 'answer', json: { ok: true } }];

  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const recorded: RecordedRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(recorded);
      for (const entry of waiting) if (requests.length >= entry.count) entry.done();
      const step = (steps.length > 1 ? steps.shift() : steps[0]) ?? { do: 'answer' };
      play(typeof step === 'function' ? step(recorded) : step, request, response);
    });
  };
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has this form
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    script: (...next) => {
      steps = next;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, done: resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
