import type { Context } from 'hono';
import type { Procedure } from '../../shared/api/procedure.ts';

type Bytes = {
  bytes: Uint8Array;
  type: string;
  name: string | null;
  size: number;
  start: number;
  etag?: string;
};
type Text = { text: string; type: string; etag?: string };

/** Types a browser shows without running anything. Everything else is handed out as plain bytes to download. */
const harmless = new Set([
  'text/plain',
  'application/json',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

/** What a handler answered, as HTTP. */
export function writeOutput(context: Context, procedure: Procedure, answer: unknown): Response {
  if (procedure.answer === 'bytes') return writeBytes(context, answer as Bytes); // the contract's shape of `bytes`
  if (procedure.answer === 'yaml') {
    const { text, type, etag } = answer as Text; // the contract's shape of `yaml`
    return context.body(text, 200, { 'content-type': `${type}; charset=utf-8`, ...quoted(etag) });
  }
  const etag = (answer as { etag?: unknown } | null)?.etag;
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (typeof etag === 'string') Object.assign(headers, quoted(etag));
  return context.body(JSON.stringify(answer), procedure.status ?? 200, headers);
}

function writeBytes(context: Context, answer: Bytes): Response {
  const base = answer.type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const type = harmless.has(base)
    ? base.startsWith('text/')
      ? `${base}; charset=utf-8`
      : base
    : 'application/octet-stream';
  const partial = answer.start !== 0 || answer.bytes.length !== answer.size;
  const name = encodeURIComponent(answer.name ?? 'resource');
  const headers: Record<string, string> = {
    'content-type': type,
    'x-resource-type': answer.type.replaceAll(/[^\x20-\x7e]/g, ''),
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'accept-ranges': 'bytes',
    'content-length': String(answer.bytes.length),
    ...quoted(answer.etag),
  };
  if (partial) {
    headers['content-range'] =
      `bytes ${answer.start}-${answer.start + answer.bytes.length - 1}/${answer.size}`;
  }
  return context.body(new Uint8Array(answer.bytes), partial ? 206 : 200, headers);
}

function quoted(etag: string | undefined): Record<string, string> {
  return etag === undefined ? {} : { etag: `"${etag}"` };
}
