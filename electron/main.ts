import { app, session } from 'electron';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';
import type { App } from './app.ts';
import { openDesktopHost } from './desktop-host.ts';
import { cannotRun } from './desktop/cannot-run.ts';
import { openDesktopMessages } from './desktop/desktop-messages.ts';
import { refusePermissions } from './desktop/guard-contents.ts';
import { createOpenOutside } from './desktop/open-outside.ts';
import { readArguments } from './desktop/program-arguments.ts';
import { closeInOrder } from './desktop/quit.ts';
import { createRoad } from './desktop/road.ts';
import { claimScheme, serveScheme } from './desktop/serve-scheme.ts';
import { serveWindow } from './desktop/serve-window.ts';
import { claimHome } from './desktop/single-instance.ts';
import { createWindow, type DesktopWindow } from './desktop/window.ts';
import { resolveHome } from './home.ts';

export type DesktopOptions = {
  /** What the program was called with, without its own name. */
  argv: string[];
  /** The built program: `preload.cjs` and `renderer` lie in it. */
  folder: string;
};

/** As in electron-builder.yml: Windows ties messages to the program by it. */
const appId = 'app.countersign.desktop';

/** The desktop app: the host, and one window onto it. Everything before `whenReady` has to happen without waiting. */
export async function start({ argv, folder }: DesktopOptions): Promise<void> {
  const given = readArguments(argv);
  const home = resolveHome(given.home);
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
    const desktop = openDesktopMessages({
      show,
      call: async (name, input) => {
        if (host === null) throw new AppError('closing', 'Countersign is still opening.');
        return host.dispatch(name, input, host.owner());
      },
    });
    const opened = await openDesktopHost({ home, port: given.port, desktop, onFatal: cannotRun });
    host = opened;
    await opened.resume();
    const road = createRoad({ dispatch: opened.dispatch, watch: opened.changes.watch });
    const stopServing = serveWindow({ road, owner: opened.owner, window, log });
    closeInOrder({
      close: () => {
        stopServing();
        return opened.close();
      },
      failed: (error) => opened.log.error('Closing failed.', error),
    });
    keepWindow(window, show);
    await window.show();
  } catch (error) {
    await host?.close();
    cannotRun(error);
  }
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

// Not awaited: Electron becomes ready only after this file has been read to its end. Tests call `start` themselves.
if ('electron' in process.versions) {
  start({ argv: process.argv.slice(1), folder: import.meta.dirname }).catch(cannotRun);
}
