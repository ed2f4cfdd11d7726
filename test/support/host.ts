import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClient, type Client } from '../../shared/api/client.ts';
import type { ProcedureName } from '../../shared/api/contract.ts';
import { createApp, type App, type AppOptions } from '../../electron/app.ts';
import type { Caller } from '../../electron/api/caller.ts';
import { createHttpCall } from '../../electron/cli/http-session.ts';
import { readOwnerToken } from '../../electron/owner-token.ts';
import { createDirectCall } from '../../electron/transport/direct.ts';
import { createIpcCall, serveIpc, type IpcAnswer } from '../../electron/transport/ipc.ts';

/** A home of its own, gone after the test. */
export function tempHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export type TestHost = { app: App; url: string; port: number; token: string; home: string; client: Client };

/** A real host on a free port of this machine, with every answer held against the contract. */
export async function startHost(options: Partial<AppOptions> = {}): Promise<TestHost> {
  const home = options.home ?? tempHome();
  const app = await createApp({ pageDir: null, checkAnswers: true, ...options, home });
  onTestFinished(() => app.close());
  const { url, port } = await app.listen({ port: 0 });
  await app.resume();
  const token = readOwnerToken(home) ?? '';
  return { app, url, port, token, home, client: createClient(createHttpCall({ url, token })) };
}

export const roads = ['direct', 'http', 'ipc'] as const;

/** The same calls over one of the roads, as the owner or as somebody else. */
export function clientOver(
  road: (typeof roads)[number],
  host: TestHost,
  who: { token: string; caller: Caller },
): Client {
  if (road === 'http') return createClient(createHttpCall({ url: host.url, token: who.token }));
  if (road === 'direct') return createClient(createDirectCall(host.app.dispatch, () => who.caller));
  return createClient(createIpcCall(ipcTo(host, who.caller)));
}

export function ownerOf(host: TestHost): { token: string; caller: Caller } {
  return { token: host.token, caller: host.app.owner() };
}

/** Electron's channel without Electron: what crosses it is cloned, as it is there. */
function ipcTo(host: TestHost, caller: Caller): (name: ProcedureName, input: unknown) => Promise<IpcAnswer> {
  const handlers = new Map<string, (event: null, name: unknown, input: unknown) => Promise<IpcAnswer>>();
  serveIpc<null>({
    ipcMain: {
      handle: (channel, listener) => void handlers.set(channel, listener),
      removeHandler: (channel) => void handlers.delete(channel),
    },
    dispatch: host.app.dispatch,
    callerOf: () => caller,
  });
  const [handle] = handlers.values();
  if (handle === undefined) throw new Error('nothing listens on the channel');
  return async (name, input) => structuredClone(await handle(null, name, structuredClone(input)));
}

/** Makes people and a token for one of them; returns both ways to speak as them. */
export async function tokenFor(
  host: TestHost,
  role: 'owner' | 'designer' | 'approver' | 'agent' | 'viewer',
  person: string,
) {
  const { token } = await host.client('tokens.create', { role, person });
  const caller = host.app.identify(token);
  if (caller === null) throw new Error('a fresh token is not known');
  return { token, caller };
}
