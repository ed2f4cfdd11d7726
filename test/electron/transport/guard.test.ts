import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { checkRequest, createGuard } from '../../../electron/transport/guard.ts';

const request = (host: string, origin?: string) =>
  ({
    url: '/',
    method: 'GET',
    headers: { host, ...(origin === undefined ? {} : { origin }) },
    rawHeaders: ['Host', host],
  }) as unknown as IncomingMessage; // as much of one as the guard reads

test('a public address is answered beside the machine’s own names, and its pages are ours', () => {
  const guard = createGuard({ bind: '0.0.0.0', port: 7419, publicUrl: 'https://flows.example.org' });
  expect(checkRequest(guard, request('flows.example.org', 'https://flows.example.org'))).toBeNull();
  expect(checkRequest(guard, request('127.0.0.1:7419'))).toBeNull();
  expect(checkRequest(guard, request('flows.example.org', 'http://flows.example.org'))).toMatchObject({
    code: 'forbidden',
  });
  expect(checkRequest(guard, request('0.0.0.0:7419'))).toMatchObject({ code: 'misdirected' });
  expect(checkRequest(guard, request('flows.example.org.evil.example'))).toMatchObject({
    code: 'misdirected',
  });
});

test('a named address is answered under its own name', () => {
  const guard = createGuard({ bind: '192.168.1.20', port: 80, publicUrl: 'http://box.local' });
  expect(checkRequest(guard, request('192.168.1.20:80'))).toBeNull();
  expect(checkRequest(guard, request('192.168.1.21:80'))).toMatchObject({ code: 'misdirected' });
});
