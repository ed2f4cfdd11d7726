import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../shared/errors.ts';
import { createApp, defaultPort, type App } from './app.ts';
import { openBrowser } from './open-browser.ts';

export type ServeOptions = {
  home: string;
  /** undefined: the usual one, or the next that is free. */
  port?: number | undefined;
  bind?: string | undefined;
  publicUrl?: string | undefined;
  /** Called once everything runs, with the address that signs its reader in. */
  ready: (url: string) => Promise<void>;
  /** Words for people; never on standard output, whose first line is the address. */
  note: (text: string) => void;
};

/** A clean close takes 5 s at most; after that the process ends as it is. Everything accepted is on disk. */
const closeBoundMs = 5000;
const portsToTry = 20;

/** The headless host. Resolves when it was asked to stop; rejects when it cannot start or its disk failed. */
export async function serve(options: ServeOptions): Promise<void> {
  const { home, bind = '127.0.0.1', publicUrl, note } = options;
  let fail: (error: AppError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);

  let base = '';
  const app = await createApp({
    home,
    onFatal: (error) => fail(error),
    openPath: (path) => openBrowser(`${base}${path}`),
  });
  try {
    const stopped = stopSignal();
    const { local } = await listenSomewhere(app, options.port, bind, publicUrl ?? null);
    base = local;
    await app.resume();
    await options.ready(`${base}/#code=${app.signInCode().code}`);
    const { warning } = app.secrets();
    if (warning !== null) note(warning);
    const signal = await Promise.race([stopped, failed]);
    note(`Stopping (${signal}).`);
  } finally {
    // What went wrong before is the news; a close that fails as well would only hide it.
    const closed = app.close().catch(() => note('Closing was not clean; everything accepted is on disk.'));
    await Promise.race([closed, pause(closeBoundMs, undefined, { ref: false })]);
  }
}

/** Where it was told to, or at the usual port, or at the next free one. */
export async function listenSomewhere(
  app: App,
  wanted: number | undefined,
  bind: string,
  publicUrl: string | null,
) {
  if (wanted !== undefined) return app.listen({ port: wanted, bind, publicUrl });
  for (let port = defaultPort; ; port++) {
    try {
      return await app.listen({ port, bind, publicUrl });
    } catch (error) {
      // Only a taken port makes way for the next one, and not for ever.
      const taken =
        error instanceof AppError && (error.cause as { code?: unknown } | undefined)?.code === 'EADDRINUSE';
      if (!taken || port >= defaultPort + portsToTry) throw error;
    }
  }
}

/** Later signals change nothing: a terminal and a launcher may both send one, and the close is bounded anyway. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
}
