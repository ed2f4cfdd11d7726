import { createClient, type Client } from '../../shared/api/client.ts';
import { createDesktopTransport, type Bridge } from './desktop-transport.ts';
import { createHttpTransport } from './http-transport.ts';
import { signInFromAddress } from './session.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Set by the preload of the desktop app. */
    countersign?: Bridge;
  }
}

export type Api = { client: Client; subscribe: Transport['subscribe'] };

/** The road to the host that this window has. */
export async function openApi(): Promise<Api> {
  const bridge = window.countersign;
  if (bridge === undefined) await signInFromAddress();
  const transport = bridge === undefined ? createHttpTransport() : createDesktopTransport(bridge);
  return { client: createClient(transport.call), subscribe: transport.subscribe };
}
