import { app, dialog, session } from 'electron';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../shared/errors.ts';
import { createApp, type App } from './app.ts';
import { refusePermissions } from './desktop/guard-contents.ts';
import { openVault } from './desktop/key-store.ts';
import { createNotifications } from './desktop/notifications.ts';
import { createOpenOutside } from './desktop/open-outside.ts';
import { claimScheme, serveScheme } from './desktop/serve-scheme.ts';
import { serveWindow } from './desktop/serve-window.ts';
import { claimHome } from './desktop/single-instance.ts';
import { createWindow, type DesktopWindow } from './desktop/window.ts';
import { resolveHome } from './home.ts';
import { listenSomewhere } from './serve.ts';

export type DesktopOptions = {
  /** What the program was called with, without its own name. */
  argv: string[];
  /** The built program: `preload.cjs` and `renderer` lie in it. */
  folder: string;
};

/** As in electron-builder.yml: Windows ties messages to the program by it. */
const appId = 'app.countersign.desktop';
const closeBoundMs = 5000;

/** The desktop app: the host, and one window onto it. Everything before `whenReady` has to happen without waiting. */
export async function start({ argv, folder }: DesktopOptions): Promise<void> {
  const { home, port } = readArguments(argv);
  app.setName('Countersign');
  app.setAppUserModelId(appId);
  claimScheme();
  const openOutside = createOpenOutside();
  let host: App | null = null;
  const log = (line: string): void => host?.log.line(line);
  const window = createWindow({
    preload: join(folder, 'preload.cjs'),
    openOutside: (address) =>
      void openOutside(address).catch((error: unknown) => log(`a link: ${String(error)}`)),
    log,
  });
  const show = (path?: string): void => {
    window.show(path).catch((error: unknown) => log(`the window could not open: ${String(error)}`));
  };
  // A second start while the first one is still opening its home: the window comes anyway.
  if (!claimHome(home, () => host !== null && show())) {
    app.quit();
    return;
  }

  await app.whenReady();
  try {
    refusePermissions(session.defaultSession);
    serveScheme(join(folder, 'renderer'));
    host = await openHost(home, port, show);
    const stopServing = serveWindow({
      dispatch: host.dispatch,
      owner: host.owner,
      watch: host.changes.watch,
      window,
      log,
    });
    closeInOrder(host, stopServing);
    keepWindow(window, show);
    await window.show();
  } catch (error) {
    await host?.close();
    fail(error);
  }
}

async function openHost(home: string, port: number | undefined, show: (path?: string) => void): Promise<App> {
  const { vault, warning } = await openVault();
  const desktop = createNotifications({
    // A message about a card opens that card; a message of a step has no card.
    onAction: (id) => show(id.startsWith('step:') ? undefined : `/inbox/${encodeURIComponent(id)}`),
  });
  const host = await createApp({ home, desktop, onFatal: fail, ...(vault === null ? {} : { vault }) });
  if (warning !== null) host.log.line(warning);
  try {
    await listenSomewhere(host, port, '127.0.0.1', null);
  } catch (error) {
    // The window needs no port; webhooks and the command line do, and say so themselves.
    host.log.error('No port could be opened.', error);
  }
  await host.resume();
  return host;
}

/** Without a window nothing says that the app still runs, so it ends; on a Mac its menu does. */
function keepWindow(window: DesktopWindow, show: () => void): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (window.current() === null) show();
  });
}

/** Quitting waits for begun writes, 5 s at most: everything accepted is on the disk already. */
function closeInOrder(host: App, stopServing: () => void): void {
  let closed = false;
  let closing = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    stopServing();
    void Promise.race([host.close(), pause(closeBoundMs, undefined, { ref: false })])
      .catch((error: unknown) => host.log.error('Closing failed.', error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

function readArguments(argv: string[]): { home: string; port: number | undefined } {
  // Not strict: Chromium's own switches come by as well.
  const { values } = parseArgs({
    args: argv,
    strict: false,
    options: { home: { type: 'string' }, port: { type: 'string' } },
  });
  const port =
    typeof values.port === 'string' && /^\d{1,5}$/.test(values.port) ? Number(values.port) : undefined;
  return { home: resolveHome(typeof values.home === 'string' ? values.home : undefined), port };
}

function fail(error: unknown): void {
  const known = error instanceof AppError;
  const words = known
    ? [error.message, error.fix ?? '']
    : [error instanceof Error ? error.message : String(error)];
  dialog.showErrorBox('Countersign cannot run', words.filter((line) => line !== '').join('\n\n'));
  app.exit(1);
}

// Not awaited: Electron becomes ready only after this file has been read to its end. Tests call `start` themselves.
if ('electron' in process.versions) {
  start({ argv: process.argv.slice(1), folder: import.meta.dirname }).catch(fail);
}
