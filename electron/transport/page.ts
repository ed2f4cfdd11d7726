import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { commonHeaders, sendError } from './respond.ts';

export const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'application/yaml',
};

/** Styles are set in line by the component library; scripts never are. The one policy is renderer/guard-markup.ts. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** The window as a web page: built files, and `index.html` for its own routes (`/flows/{id}`, `/runs/{id}`, `/inbox/{id}`). */
export function createPage({ dir }: { dir: string | null }) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      sendError(response, new AppError('method_not_allowed', 'Pages can only be read.'));
      return;
    }
    const file = dir === null ? null : await findPage(dir, path);
    if (file === null) {
      const words = dir === null ? 'The window was not built on this host.' : 'There is no such page.';
      const fix = dir === null ? 'Run `npm run build`, then start again.' : 'Start at /.';
      sendError(response, new AppError('not_found', words, { fix }));
      return;
    }
    const bytes = await readFile(file.path);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    const headers = {
      ...commonHeaders,
      'content-security-policy': pagePolicy,
      'cross-origin-opener-policy': 'same-origin',
      'content-type': contentTypes[extname(file.path)] ?? 'application/octet-stream',
      'cache-control': file.forever ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag,
    };
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

/** The file of a path, `index.html` for the window's own routes, or null: nothing outside the folder is ever found. */
export async function findPage(
  dir: string,
  path: string,
): Promise<{ path: string; forever: boolean } | null> {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null;
  const file = await existing(dir, name, name.startsWith('/assets/'));
  if (file !== null) return file;
  // `/inbox/<run>.<node>.1` ends like a file name; a missing script or picture must not become a page.
  const isFile = name.startsWith('/assets/') || contentTypes[extname(name)] !== undefined;
  return isFile ? null : existing(dir, 'index.html', false);
}

async function existing(dir: string, name: string, forever: boolean) {
  const wanted = join(dir, name);
  try {
    const [root, real] = await Promise.all([realpath(dir), realpath(wanted)]);
    // A link or `..` that leads out of the folder is no page of ours.
    if (!real.startsWith(root + sep) || !(await stat(real)).isFile()) return null;
    return { path: real, forever };
  } catch {
    return null;
  }
}
