import { app, session } from 'electron';
import { join } from 'node:path';
import { createClient } from '../shared/api/client.ts';
import { AppError } from '../shared/errors.ts';
import { openDesktopHost, type DesktopHost } from './desktop-host.ts';
import { cannotRun } from './desktop/cannot-run.ts';
import { createComputer } from './desktop/computer.ts';
import { debuggingSwitch } from './desktop/debugging-switch.ts';
import { openDesktopMessages } from './desktop/desktop-messages.ts';
import { openDesktopSettings } from './desktop/desktop-settings.ts';
import { refusePermissions } from './desktop/guard-contents.ts';
import { createLoginItem, startedAtLogin } from './desktop/login-item.ts';
import { installMenus } from './desktop/menus.ts';
import { claimLinks, createOpenFromOutside } from './desktop/open-from-outside.ts';
import { createOpenOutside } from './desktop/open-outside.ts';
import { createOpenedFiles } from './desktop/opened-files.ts';
import { followPower } from './desktop/power.ts';
import { readArguments } from './desktop/program-arguments.ts';
import { closeInOrder } from './desktop/quit.ts';
import { createRoads } from './desktop/road.ts';
import { claimScheme, serveScheme } from './desktop/serve-scheme.ts';
import { serveWindow } from './desktop/serve-window.ts';
import { claimHome } from './desktop/single-instance.ts';
import { stayWhenClosed } from './desktop/stay.ts';
import { systemOf } from './desktop/system.ts';
import { createTray } from './desktop/tray.ts';
import { findTray } from './desktop/find-tray.ts';
import { followWaiting } from './desktop/waiting.ts';
import { openWindowState } from './desktop/window-state.ts';
import { createWindow } from './desktop/window.ts';
import { createHostCalls } from './hosts/host-calls.ts';
import { resolveHome } from './home.ts';
import { version } from './version.ts';

export type DesktopOptions = {
  /** What the program was called with, without its own name. */
  argv: string[];
  /** The built program: `preload.cjs`, `renderer` and `icons` lie in it. */
  folder: string;
  /** In tests: which system this is. */
  platform?: NodeJS.Platform;
};

/** As in electron-builder.yml: Windows ties messages to the program by it. */
const appId = 'app.countersign.desktop';

/** The desktop app: the host, and one window onto it. Everything before `whenReady` has to happen without waiting. */
export async function start({ argv, folder, platform = process.platform }: DesktopOptions): Promise<void> {
  const debugging = app.isPackaged ? debuggingSwitch(argv) : null;
  if (debugging !== null) {
    cannotRun(
      new AppError('forbidden', `Countersign does not start with ${debugging}.`, {
        fix: 'With it another program could read and press everything in the window. Start it without.',
      }),
    );
    return;
  }
  const system = systemOf(platform);
  const given = readArguments(argv, process.cwd());
  const home = resolveHome(given.home);
  app.setName('Countersign');
  app.setAppUserModelId(appId);
  claimScheme();
  claimLinks();
  const openOutside = createOpenOutside();
  let host: DesktopHost | null = null;
  const log = (line: string): void => host?.log.line(line);
  const window = createWindow({
    preload: join(folder, 'preload.cjs'),
    openOutside: (address) =>
      void openOutside(address).catch((error: unknown) => log(`a link: ${String(error)}`)),
    log,
    state: openWindowState(home),
  });
  const showAt = (host: string | null | undefined, path?: string): void => {
    window.show(path, host).catch((error: unknown) => log(`the window could not open: ${String(error)}`));
  };
  /** Of the host that the window shows. */
  const showThere = (path?: string): void => showAt(undefined, path);
  /** What comes from this computer's own host, links and files. */
  const show = (path?: string): void => showAt(path === undefined ? undefined : null, path);
  const files = createOpenedFiles();
  const fromOutside = createOpenFromOutside({ show, openFile: files.open, log });
  // A second start while the first one is still opening its home: the window comes anyway.
  if (!claimHome(home, given.opening, fromOutside.open)) {
    app.quit();
    return;
  }

  await app.whenReady();
  try {
    const settings = openDesktopSettings(home);
    refusePermissions(session.defaultSession);
    session.defaultSession.setSpellCheckerEnabled(settings.get().spellCheck);
    serveScheme(join(folder, 'renderer'));
    const started = Promise.withResolvers<DesktopHost>();
    const call = createClient(async (name, input) => {
      if (host === null) throw new AppError('closing', 'Countersign is opening or closing.');
      return host.dispatch(name, input, host.owner());
    });
    const hasTray = findTray(system);
    const loginItem = createLoginItem({ system, home: given.home });
    const computer = createComputer({ system, settings, loginItem, hasTray });
    const opened = await openDesktopHost({
      home,
      port: given.port,
      desktop: openDesktopMessages({
        platform,
        // A press on a message may be what started the app: it waits until there is a host and a window.
        open: (path) => void started.promise.then(() => show(path)),
        call: async (name, input) => {
          const { dispatch, owner } = await started.promise;
          return dispatch(name, input, { ...owner(), via: 'toast' });
        },
        elsewhere: (press) => void started.promise.then(({ hosts }) => hosts.press(press)),
        log,
      }),
      show: showAt,
      shell: { ...computer, file: files.get },
      onFatal: cannotRun,
    });
    host = opened;
    await opened.resume();

    const { hosts } = opened;
    const roads = createRoads({ local: opened, hosts, hostCalls: createHostCalls(hosts) });
    const stopServing = serveWindow({ roads, owner: opened.owner, window, log });
    const tray = createTray({ system, icons: join(folder, 'icons'), show, log });
    const stopWaiting = followWaiting({ call, watch: opened.watch, hosts }, tray.tell);
    installMenus({ system, version, window, show: showThere, host: () => call('host.get', {}), log });
    followPower({ woke: opened.wake, log });
    closeInOrder({
      close: () => {
        stopServing();
        stopWaiting();
        tray.close();
        host = null;
        return opened.close();
      },
      failed: (error) => opened.log.error('Closing failed.', error),
    });
    stayWhenClosed({ system, settings, hasTray, show });
    const isHidden = given.hidden || startedAtLogin(system);
    if (!isHidden && given.opening === null) await window.show();
    fromOutside.begin(given.opening);
    started.resolve(opened);
  } catch (error) {
    await host?.close();
    cannotRun(error);
  }
}

// Not awaited: Electron becomes ready only after this file has been read to its end. Tests call `start` themselves.
if ('electron' in process.versions) {
  start({ argv: process.argv.slice(1), folder: import.meta.dirname }).catch(cannotRun);
}
