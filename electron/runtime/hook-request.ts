import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';

export type HookRequest = {
  flow: string;
  /** Without the leading slash. */
  path: string;
  method: string;
  /** Lower-case names, as node:http gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, string>>;
  rawBody: Buffer;
};

export type HookAuth = 'none' | 'secret' | 'hmac';

/** Derived, so that there is nothing to store, and nothing to lose when a flow is put live again. */
export function hookSecret(homeKey: Buffer, flow: string, node: string): string {
  return createHmac('sha256', homeKey).update(`hook:${flow}:${node}`).digest('base64url');
}

/** The header a caller proves itself with. */
export const hookHeader: Record<HookAuth, string | null> = {
  none: null,
  secret: 'X-Countersign-Secret',
  hmac: 'X-Countersign-Signature',
};

/** Throws where the caller does not hold the hook's secret. */
export function assertHookCaller(auth: HookAuth, secret: string, request: HookRequest): void {
  if (auth === 'none') return;
  if (auth === 'secret') {
    if (isSame(single(request, 'x-countersign-secret'), secret)) return;
    throw new AppError('unauthenticated', 'This webhook needs its secret.', {
      fix: 'Send it in the header X-Countersign-Secret.',
    });
  }
  const given = single(request, 'x-countersign-signature') || single(request, 'x-hub-signature-256');
  const wanted = createHmac('sha256', secret).update(request.rawBody).digest('hex');
  if (isSame(given.replace(/^sha256=/, '').toLowerCase(), wanted)) return;
  throw new AppError('unauthenticated', 'The signature does not fit this body.', {
    fix: 'Sign the raw body with HMAC-SHA256 under the hook’s secret: X-Countersign-Signature: sha256=<hex>.',
  });
}

function single(request: HookRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function isSame(given: string, wanted: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Headers that would only repeat a credential or say nothing about the message. */
const left = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-countersign-secret',
  'x-countersign-signature',
  'x-hub-signature',
  'x-hub-signature-256',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'host',
]);

/** The `trigger` variable of a webhook run. Throws on a body that is not what its type says. */
export function hookPayload(request: HookRequest): { body: Json; headers: JsonObject; query: JsonObject } {
  const headers: JsonObject = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined && !left.has(name))
      headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return { body: readBody(request), headers, query: { ...request.query } };
}

const deepest = 64;

function readBody(request: HookRequest): Json {
  if (request.rawBody.length === 0) return null;
  const type = single(request, 'content-type').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const text = request.rawBody.toString('utf8');
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  if (type === 'application/json' || type.endsWith('+json') || type === '')
    return readJson(text, type === '');
  return text;
}

function readJson(text: string, orText: boolean): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    if (orText) return text;
    throw new AppError('malformed', 'The body is not JSON.', {
      fix: 'Send JSON, or name the right Content-Type.',
      cause: error,
    });
  }
  return checked(value, text);
}

/** Such keys have no place in a message, and would change objects that are built from it. */
function checked(value: Json, text: string): Json {
  if (!text.includes('__proto__') && !isDeeper(value, deepest)) return value;
  throw new AppError('malformed', 'The body is nested too deeply or holds reserved names.', {
    fix: `Use at most ${deepest} levels and no “__proto__”.`,
  });
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value))
    if (isDeeper(item, levels - 1)) return true;
  return false;
}
