import { createApp, type App, type AppOptions } from './app.ts';
import { openVault } from './desktop/key-store.ts';
import { listenSomewhere } from './serve.ts';

type Options = Pick<AppOptions, 'home'> &
  Required<Pick<AppOptions, 'desktop' | 'shell' | 'onFatal'>> & { port: number | undefined };

/** The host inside the desktop app: as the headless one, with this system's key store and messages. Not moving yet. */
export async function openDesktopHost({ port, ...options }: Options): Promise<App> {
  const { vault, warning } = await openVault();
  const host = await createApp({ ...options, ...(vault === null ? {} : { vault }) });
  if (warning !== null) host.log.line(warning);
  try {
    await listenSomewhere(host, port, '127.0.0.1', null);
  } catch (error) {
    // The window needs no port; webhooks and the command line do, and say so themselves.
    host.log.error('No port could be opened.', error);
  }
  return host;
}
