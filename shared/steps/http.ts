import { z } from 'zod';

import { defineKind } from './kind.ts';
import { json, rule, scalar, slotName, text } from './schema.ts';

const range = '(?:[1-5]xx|[1-5]\\d\\d(?:-[1-5]\\d\\d)?)';
const successPattern = new RegExp(`^${range}(?: ?, ?${range})*$`);

const config = z
  .strictObject({
    connection: slotName.optional(),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
    path: text.optional(),
    url: text.optional(),
    query: z.record(z.string(), json).optional(),
    headers: z.record(z.string(), scalar).optional(),
    body: json.optional(),
    /** `2xx`, `200-299`, `200,404`, or a list of numbers. */
    success: z.union([z.string(), z.int(), z.array(z.int()).min(1)]).default('2xx'),
    idempotencyKey: text.optional(),
  })
  .check(
    rule((request) => {
      if (request.url !== undefined && (request.connection !== undefined || request.path !== undefined)) {
        return {
          message: 'A request has either a `url`, or a `connection` with a `path`.',
          fix: 'Remove `url`, or remove `connection` and `path`.',
          path: ['url'],
        };
      }
      if (request.url === undefined && request.connection === undefined) {
        return {
          message: 'This request does not say where it goes.',
          fix: 'Name a `connection` and a `path`, or write a full `url`.',
        };
      }
      if (typeof request.success === 'string' && !successPattern.test(request.success)) {
        return {
          message: `“${request.success}” does not name status codes.`,
          fix: 'Write `2xx`, `200-299`, `200,404`, or a list of numbers.',
          path: ['success'],
        };
      }
      return null;
    }),
  );

const reads = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Whom a full URL reaches; a host that a formula gives keeps its formula. */
export function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? 'a web address';
}

export const http = defineKind({
  kind: 'http',
  title: 'Web request',
  summary: 'Calls a web service and keeps its answer.',
  group: 'act',
  config,
  execution: 'effect',
  ports: () => ['done'],
  effect: (request) => (reads(request.method) ? 'read' : 'write'),
  canFail: true,
  afterCrash: (request) => {
    if (reads(request.method)) return 'again';
    return request.idempotencyKey === undefined ? 'ask' : 'keyed';
  },
  literals: ['connection', 'method', 'success'],
  conditions: [],
  connection: 'http',
  describe: (request) => {
    const place = request.connection ?? hostOf(request.url ?? '');
    return `${request.method} ${reads(request.method) ? 'from' : 'to'} ${place}`;
  },
});
