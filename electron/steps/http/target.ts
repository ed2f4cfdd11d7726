import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Json, JsonObject } from '../../../shared/json.ts';
import type { StepError } from '../../../shared/errors.ts';
import type { OpenConnection } from '../executor.ts';
import { asText } from '../parse-input.ts';

type Result<Value> = { ok: true; value: Value } | { ok: false; error: StepError };

const refuse = (code: string, message: string, fix: string): { ok: false; error: StepError } => ({
  ok: false,
  error: { code, message, fix },
});

/** Headers that belong to the connection itself, not to what is asked. */
const hopHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'accept-encoding',
]);

function addQuery(url: URL, query: JsonObject): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === null) continue;
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, asText(item));
  }
}

function webAddress(text: string): Result<URL> {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return refuse(
      'invalid_url',
      'This is not a web address.',
      'It has to begin with http:// or https:// and name a host.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'invalid_url',
      `The address of ${url.host} has a user or a password in it.`,
      'Put them into a connection: what is secret never stands in a flow.',
    );
  }
  url.hash = '';
  return { ok: true, value: url };
}

/** The address of a request; with a connection it never leaves the connection's origin and base path. */
export function targetOf(
  config: { path?: string | undefined; url?: string | undefined; query?: JsonObject | undefined },
  connection: OpenConnection | null,
): Result<URL> {
  const base = connection === null ? null : webAddress(connection.settings['baseUrl'] ?? '');
  if (base?.ok === false) return base;
  const found = base === null ? webAddress(config.url ?? '') : within(base.value, config.path ?? '');
  if (found.ok && config.query !== undefined) addQuery(found.value, config.query);
  return found;
}

function within(base: URL, path: string): Result<URL> {
  const folder = base.pathname.replace(/\/+$/, '');
  const joined = path === '' ? base.href : `${base.origin}${folder}/${path.replace(/^\/+/, '')}`;
  const url = URL.parse(joined);
  const inside =
    url !== null && (url.pathname === folder || url.pathname.startsWith(`${folder}/`) || path === '');
  if (!inside || url.origin !== base.origin || url.username !== '' || url.password !== '') {
    return refuse(
      'path_outside',
      `The path leads away from ${base.host}${folder}.`,
      'A step stays below its connection’s address.',
    );
  }
  url.hash = '';
  return { ok: true, value: url };
}

/** Headers that make the connection's secrets known to its own origin. Names are lower case. */
export function secretHeaders(connection: OpenConnection | null): Record<string, string> {
  if (connection === null) return {};
  const { settings, secrets } = connection;
  const headers: Record<string, string> = {};
  for (const source of [settings, secrets]) {
    for (const [name, value] of Object.entries(source)) {
      if (name.startsWith('header.')) headers[name.slice('header.'.length).toLowerCase()] = value;
    }
  }
  if (secrets['token'] !== undefined) headers['authorization'] = `Bearer ${secrets['token']}`;
  else if (settings['user'] !== undefined) {
    const pair = `${settings['user']}:${secrets['password'] ?? ''}`;
    headers['authorization'] = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  }
  if (secrets['apiKey'] !== undefined)
    headers[(settings['keyHeader'] ?? 'X-API-Key').toLowerCase()] = secrets['apiKey'];
  return headers;
}

function isValid(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/** The step's own headers, apart from what the connection sends; neither may take the other's place. */
export function stepHeaders(
  given: Record<string, Json>,
  taken: Record<string, string>,
): Result<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === null) continue;
    const name = key.toLowerCase();
    const text = asText(value);
    if (!isValid(key, text)) {
      return refuse(
        'invalid_header',
        `“${key}” cannot be sent as a header.`,
        'Header names and values are one line of plain characters.',
      );
    }
    if (hopHeaders.has(name))
      return refuse(
        'invalid_header',
        `“${key}” is set by Countersign itself.`,
        'Remove this header from the step.',
      );
    if (taken[name] !== undefined) {
      return refuse(
        'invalid_header',
        `The connection already sends “${key}”.`,
        'Remove the header from the step or from the connection.',
      );
    }
    headers[name] = text;
  }
  return { ok: true, value: headers };
}

export type Body = { bytes: Uint8Array; type: string } | null;

/** Text goes as text, everything else as JSON; a `content-type` header of the step wins. */
export function bodyOf(body: Json | undefined): Body {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string')
    return { bytes: Buffer.from(body, 'utf8'), type: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body), 'utf8'), type: 'application/json' };
}
