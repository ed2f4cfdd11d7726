import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { bodyLimits, readBody } from './read-body.ts';
import { measureJson, readJson } from './read-json.ts';
import { sendError, sendJson } from './respond.ts';

type WebhookRequest = {
  flow: string;
  path: string;
  method: string;
  /** Lower-case names, as node:http gives them. */
  headers: IncomingMessage['headers'];
  query: Record<string, string>;
  rawBody: Buffer;
};

/** What a webhook answers: `accepted` right after it is durable, or what the run gave at its end. */
type WebhookAnswer = { status: number; body: Json };

export type Hooks = {
  webhook: (request: WebhookRequest) => Promise<WebhookAnswer>;
  callback: (token: string, body: Json) => Promise<void>;
};

/** Larger bodies are measured before anybody parses them; smaller ones cannot hold enough to hurt. */
const measuredFrom = 8 * 1024;

/**
 * `POST /hooks/{flow}/{path}` and `POST /callbacks/{token}`, straight on the socket: webhooks are the hot path
 * (PERFORMANCE.md), and both carry their own secret instead of the API's.
 */
export function createHookListener(hooks: Hooks) {
  return async (request: IncomingMessage, response: ServerResponse, url: string): Promise<void> => {
    try {
      if (url.startsWith('/hooks/')) await hook(hooks, request, response, url);
      else await callback(hooks, request, response, url);
    } catch (error) {
      sendError(response, error);
    }
  };
}

async function hook(
  hooks: Hooks,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
): Promise<void> {
  const method = request.method ?? 'POST';
  if (method === 'HEAD' || method === 'OPTIONS') throw notAllowed(response);
  const [path, search = ''] = splitOnce(url.slice('/hooks/'.length), '?');
  const [flow, rest = ''] = splitOnce(path, '/');
  if (flow === '' || rest === '') throw new AppError('not_found', 'There is no webhook at this address.');
  const rawBody = await readBody(request, bodyLimits.json);
  if (rawBody.length > measuredFrom) measureJson(rawBody.toString('latin1'));
  const answer = await hooks.webhook({
    flow: decode(flow),
    path: decode(rest),
    method,
    headers: request.headers,
    query: search === '' ? {} : queryOf(search),
    rawBody,
  });
  const bytes = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(bytes),
  });
  response.end(bytes);
}

async function callback(
  hooks: Hooks,
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
): Promise<void> {
  if (request.method !== 'POST') throw notAllowed(response);
  const [token] = splitOnce(url.slice('/callbacks/'.length), '?');
  const rawBody = await readBody(request, bodyLimits.json);
  await hooks.callback(decode(token), bodyOf(request.headers['content-type'], rawBody));
  sendJson(response, 202, { accepted: true });
}

/** What a wait gets as its body. */
function bodyOf(contentType: string | undefined, raw: Buffer): Json {
  if (raw.length === 0) return null;
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return readJson(raw.toString('utf8'));
  if (type === 'application/x-www-form-urlencoded') return queryOf(raw.toString('utf8'));
  if (type === '' || type.startsWith('text/')) return raw.toString('utf8');
  throw new AppError('unsupported_type', `Bodies of type ${type} are not read.`, {
    fix: 'Send application/json, a form, or text.',
  });
}

function queryOf(search: string): Record<string, string> {
  const entries = [...new URLSearchParams(search)].filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.slice(0, 1000));
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError('malformed', 'The address is not well-formed.');
  }
}

function notAllowed(response: ServerResponse): AppError {
  response.setHeader('allow', 'POST');
  return new AppError('method_not_allowed', 'This address only takes POST.', { fix: 'Send a POST request.' });
}
