import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { TestHost } from './host.ts';

export type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: string };
type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer };

/** A request as it is, without a client that corrects it. */
export function ask(
  host: Pick<TestHost, 'port'>,
  { method = 'GET', path = '/api/v1/flows', headers = {}, body }: Ask,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port: host.port,
      method,
      path,
      headers,
      setHost: headers['host'] === undefined,
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const bearer = (host: TestHost) => ({ authorization: `Bearer ${host.token}` });
export const codeOf = (reply: Reply): string =>
  (JSON.parse(reply.body) as { error: { code: string } }).error.code;

/** Bytes as they are, for what no client would send. */
export function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(2000, () => socket.destroy());
  });
}
