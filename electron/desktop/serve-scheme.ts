import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentTypes, findPage, pagePolicy } from '../transport/page.ts';
import { commonHeaders } from '../transport/respond.ts';
import { isOwn, scheme } from './address.ts';

/** Has to happen before the app is ready, or the scheme has no origin of its own. */
export function claimScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Serves the built window with the policy of the web page: the same files, the same rules, on both roads. */
export function serveScheme(dir: string): void {
  protocol.handle(scheme, (request) => answer(dir, request));
}

async function answer(dir: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Pages can only be read.');
  if (!isOwn(request.url)) return plain(404, 'There is no such page.');
  const file = await findPage(dir, new URL(request.url).pathname);
  if (file === null) return plain(404, 'There is no such page.');
  const bytes = await readFile(file.path);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
    status: 200,
    headers: {
      ...commonHeaders,
      'content-security-policy': pagePolicy,
      'content-type': contentTypes[extname(file.path)] ?? 'application/octet-stream',
      'cache-control': file.forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}

function plain(status: number, words: string): Response {
  return new Response(words, {
    status,
    headers: { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' },
  });
}
