import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiBase } from '../../shared/api/http-call.ts';
import { joinInput, joinPath, type JoinInput, type Joined } from '../../shared/api/invitations.ts';
import { openapi } from '../../shared/api/openapi.ts';
import { rightsOf } from '../../shared/api/rights.ts';
import { streamPath } from '../../shared/api/stream.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import type { Dispatch } from '../api/dispatch.ts';
import { createAuthentication, type Authentication } from './authenticate.ts';
import { checkRequest, createGuard, type Guard } from './guard.ts';
import { createGuesses } from './guesses.ts';
import { createHookListener, type Hooks } from './hooks.ts';
import { readInput } from './http-input.ts';
import { writeOutput } from './http-output.ts';
import { createPage } from './page.ts';
import { parseRange } from './range.ts';
import { bodyLimits, readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { commonHeaders, sendError, statusOf } from './respond.ts';
import { honoPath, methodsOf, routes } from './routes.ts';
import type { Sessions } from './sessions.ts';
import { createStream, type Changes } from './stream.ts';

type HttpParts = {
  dispatch: Dispatch;
  authentication: Pick<Authentication, 'byToken' | 'owner'>;
  sessions: Sessions;
  hooks: Hooks;
  /** `/decide/{token}`, page and form. */
  decide: (request: IncomingMessage, response: ServerResponse, url: string) => Promise<void>;
  changes: Changes;
  /** Exchanges the code of an invitation for a token, once. */
  join: (input: JoinInput) => Promise<Joined>;
  now: () => number;
  /** Answers a challenge with the owner's token as key: proves that this port is ours before a token is sent to it. */
  prove: (nonce: string) => string;
  pageDir: string | null;
  version: string;
  log: (line: { level: 'error'; message: string; cause: unknown }) => void;
};

export type HttpHost = { port: number; close: () => Promise<void> };

/** Wrong codes of invitations a minute. */
const joinsPerMinute = 30;

type Env = { Bindings: HttpBindings };

/** One server for everything. The Host check comes before any routing, so no route can forget it. */
export async function listenHttp(
  parts: HttpParts,
  address: { port: number; bind: string; publicUrl: string | null },
): Promise<HttpHost> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 });
  server.maxHeadersCount = 100;
  const port = await bind(server, address.port, address.bind);
  const guard = createGuard({ bind: address.bind, port, publicUrl: address.publicUrl });
  const stream = createStream(parts.changes);
  const api = getRequestListener(createApi(parts, guard, port, stream.serve).fetch, {
    overrideGlobalObjects: false,
    autoCleanupIncoming: true,
  });
  const page = createPage({ dir: parts.pageDir });
  const hooks = createHookListener(parts.hooks);

  server.on('request', (request, response) => {
    const refused = checkRequest(guard, request);
    if (refused !== null) {
      sendError(response, refused);
      return;
    }
    const url = request.url ?? '/';
    if (url.startsWith('/hooks/') || url.startsWith('/callbacks/')) void hooks(request, response, url);
    else if (url.startsWith('/api/')) void api(request, response);
    else {
      const path = url.split('?', 1)[0] ?? '/';
      const serve = path.startsWith('/decide/')
        ? parts.decide(request, response, path)
        : page(request, response, path);
      serve.catch((cause: unknown) => {
        parts.log({ level: 'error', message: 'A page failed.', cause });
        sendError(response, cause);
      });
    }
  });
  return {
    port,
    close: () => {
      stream.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1500).unref();
      return closed;
    },
  };
}

function createApi(
  parts: HttpParts,
  guard: Guard,
  port: number,
  stream: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Hono<Env> {
  const app = new Hono<Env>();
  const authentication = createAuthentication({
    ...parts.authentication,
    sessions: parts.sessions,
    guard,
    port,
  });
  const unknownCode = createGuesses(
    joinsPerMinute,
    parts.now,
    'Too many invitations that do not exist were tried.',
  );
  const callerOf = (context: Context<Env>) => authentication.callerOf(context.env.incoming);

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(commonHeaders)) context.header(name, value);
    if (context.res.headers.get('cache-control') === null) context.header('cache-control', 'no-store');
  });
  app.onError((error, context) => {
    const status = statusOf(error);
    if (status === 500) parts.log({ level: 'error', message: 'A request failed.', cause: error });
    if (status === 413) context.header('connection', 'close');
    if (status === 401) context.header('www-authenticate', 'Bearer');
    return context.body(JSON.stringify({ error: toWire(error) }), status as 500, json); // Hono wants a literal
  });
  app.notFound((context) => {
    callerOf(context);
    const allowed = methodsOf(context.req.path);
    if (allowed.length === 0) throw new AppError('not_found', 'There is no such call in this version.');
    context.header('allow', allowed.join(', '));
    throw new AppError('method_not_allowed', `This address takes ${allowed.join(', ')}.`);
  });

  app.get(`${apiBase}/openapi.json`, (context) =>
    context.body(JSON.stringify(openapi({ version: parts.version })), 200, json),
  );
  app.get(`${apiBase}/host/proof`, (context) => {
    const nonce = context.req.query('nonce') ?? '';
    if (!/^[\w-]{16,128}$/.test(nonce))
      throw new AppError('malformed', '“nonce” needs 16 to 128 letters or digits.');
    return context.body(JSON.stringify({ proof: parts.prove(nonce) }), 200, json);
  });
  app.post(`${apiBase}/session`, async (context) => {
    const code = await readCode(context.env.incoming);
    const session = parts.sessions.exchange(code);
    if (session === null) {
      throw new AppError(
        'unauthenticated',
        'This sign-in link was used already or is older than ten minutes.',
        {
          fix: 'Run `npm start` or `npx countersign serve` again for a fresh one.',
        },
      );
    }
    context.header(
      'set-cookie',
      authentication.cookie(context.env.incoming, session.value, session.maxAgeSeconds),
    );
    const { person, role } = parts.authentication.owner();
    return context.body(JSON.stringify({ person, role, rights: rightsOf(role) }), 200, json);
  });
  app.delete(`${apiBase}/session`, (context) => {
    callerOf(context);
    context.header('set-cookie', authentication.cookie(context.env.incoming, '', 0));
    return context.body('{}', 200, json);
  });
  app.post(`${apiBase}${joinPath}`, async (context) => {
    const body = joinInput.safeParse(await readSmallJson(context.env.incoming));
    if (!body.success) {
      throw new AppError('malformed', 'The body needs the “code” of an invitation, and may have a “name”.', {
        fix: 'Paste the whole invitation where one joins: in the desktop app or behind `countersign join`.',
      });
    }
    const joined = await parts.join(body.data).catch((error: unknown) => Promise.reject(unknownCode(error)));
    return context.body(JSON.stringify(joined), 201, json);
  });
  app.get(`${apiBase}${streamPath}`, async (context) => {
    callerOf(context);
    await stream(context.env.incoming, context.env.outgoing);
    return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
  });

  for (const { name, procedure, path } of routes) {
    app.on(procedure.method, honoPath(path), async (context) => {
      const caller = callerOf(context);
      const url = new URL(context.req.url);
      const input = await readInput(procedure, context.req.param(), url.searchParams, context.env.incoming);
      const range = procedure.answer === 'bytes' ? parseRange(context.req.header('range')) : null;
      const answer = await parts.dispatch(name, { ...input, ...range }, caller);
      return writeOutput(context, procedure, answer);
    });
  }
  return app;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

async function readSmallJson(request: IncomingMessage): Promise<Json> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim();
  if (type !== 'application/json')
    throw new AppError('unsupported_type', 'This call takes application/json.');
  return readJson((await readBody(request, bodyLimits.form)).toString('utf8'));
}

async function readCode(request: IncomingMessage): Promise<string> {
  const body = await readSmallJson(request);
  const { code, ...strange } = isJsonObject(body) ? body : {};
  if (typeof code !== 'string' || Object.keys(strange).length > 0) {
    throw new AppError('malformed', 'The body needs a “code” and nothing else.');
  }
  return code;
}

function bind(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port); // a TCP server has one
    });
  });
}
