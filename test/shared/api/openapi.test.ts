import { expect, test } from 'vitest';
import { contract, routedNames } from '../../../shared/api/contract.ts';
import { toHttpCall } from '../../../shared/api/http-call.ts';
import { openapi } from '../../../shared/api/openapi.ts';
import type { Procedure } from '../../../shared/api/procedure.ts';

type Operation = {
  operationId: string;
  parameters: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> };
};
const document = openapi({ version: '1.2.3' }) as unknown as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
};

test('every call of the contract stands in the OpenAPI document once, under its path and method', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info.version).toBe('1.2.3');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [operation.operationId, method, path]),
  );
  for (const name of routedNames) {
    const { method, path } = contract[name];
    expect(operations).toContainEqual([name, method.toLowerCase(), `/api/v1${path}`]);
  }
  expect(new Set(operations.map(([id]) => id)).size).toBe(operations.length);
});

test('no two calls share a method and a path', () => {
  const keys = routedNames.flatMap((name) => {
    const { method, path, also }: Procedure = contract[name];
    return [path, ...(also === undefined ? [] : [also])].map(
      (one) => `${method} ${one.replaceAll(/\{\w+\}/g, '{}')}`,
    );
  });
  expect(new Set(keys).size).toBe(keys.length);
});

test('what travels in the path is never said to be in the body', () => {
  const decide = document.paths['/api/v1/approvals/{id}/decision']?.['post'];
  expect(decide?.parameters.map((one) => `${one.in} ${one.name}`)).toEqual(['path id']);
  const body = decide?.requestBody?.content['application/json']?.schema.properties ?? {};
  expect(Object.keys(body).sort()).toEqual(['as', 'comment', 'decision', 'requestId', 'seen', 'values']);
  const save = document.paths['/api/v1/flows/{id}']?.['put'];
  expect(Object.keys(save?.requestBody?.content ?? {})).toEqual(['application/yaml', 'application/json']);
  expect(save?.parameters.map((one) => one.name)).toEqual(['id', 'If-Match']);
});

test('the document is JSON and says nothing of later versions', () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text).not.toMatch(/policy\/releases|\/mcp/);
});

test('every reference in the document leads somewhere in it', () => {
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(pointers.length).toBeGreaterThan(0);
  const lost = pointers.filter(
    (pointer) =>
      pointer
        .split('/')
        .map((key) => key.replaceAll('~1', '/'))
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document) ===
      undefined,
  );
  expect(lost).toEqual([]);
});

test('a call becomes a request: names encoded, query apart, the rest in the body', () => {
  expect(toHttpCall('flows.export', { id: 'a b', from: 3 })).toMatchObject({
    path: '/api/v1/flows/a%20b/export?from=3',
    body: null,
  });
  expect(toHttpCall('flows.import', { text: 'x', replace: true })).toMatchObject({
    method: 'POST',
    path: '/api/v1/flows?replace=true',
    headers: { 'content-type': 'application/yaml' },
    body: 'x',
  });
  expect(toHttpCall('flows.save', { id: 'a', text: 'x', ifMatch: 'tag' }).headers['if-match']).toBe('"tag"');
  const start = toHttpCall('runs.start', { id: 'a', input: { n: 1 }, target: 'live' });
  expect(JSON.parse(start.body ?? '')).toEqual({ input: { n: 1 }, target: 'live' });
});
