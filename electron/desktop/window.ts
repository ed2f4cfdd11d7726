import { BrowserWindow, nativeTheme } from 'electron';
import { addressOf, isOwn, pathOf } from './address.ts';
import { guardContents } from './guard-contents.ts';

export type DesktopWindow = {
  /** Opens the window, or brings it to the front; with a path it goes there. */
  show: (path?: string) => Promise<void>;
  /** What is open now; null after the person closed it. */
  current: () => BrowserWindow | null;
};

type Parts = { preload: string; openOutside: (address: string) => void; log: (line: string) => void };

/** As tokens.css has them, so that the first moment of the window has the colour of what follows. */
const paper = { light: '#FBFAF7', dark: '#111318' };
const mostCrashes = 3;
const crashWindowMs = 60_000;

/** The one place that makes windows: what a page may do is decided here and nowhere else. */
export function createWindow({ preload, openOutside, log }: Parts): DesktopWindow {
  let window: BrowserWindow | null = null;
  let loaded: Promise<void> = Promise.resolve();
  let crashes: number[] = [];

  function open(): BrowserWindow {
    const made = new BrowserWindow({
      title: 'Countersign',
      width: 1280,
      height: 820,
      minWidth: 800,
      minHeight: 560,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        webSecurity: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
      },
    });
    guardContents(made.webContents, openOutside);
    made.once('ready-to-show', () => made.show());
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') recover(made, reason);
    });
    return made;
  }

  /** The page died; runs and approvals live elsewhere and do not notice. One that dies at once again is left alone. */
  function recover(broken: BrowserWindow, reason: string): void {
    log(`the window's page ended (${reason})`);
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < crashWindowMs), now];
    if (crashes.length <= mostCrashes && !broken.isDestroyed()) broken.webContents.reload();
  }

  async function go(opened: BrowserWindow, path: string): Promise<void> {
    const here = opened.webContents.getURL();
    if (!isOwn(here)) return opened.loadURL(addressOf(path));
    if (pathOf(here) === path) return;
    // Within the page, so that what was typed elsewhere in it is not lost by a reload.
    const move = `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`;
    await opened.webContents.executeJavaScript(move);
  }

  return {
    current: () => window,
    show: async (path) => {
      if (window === null || window.isDestroyed()) {
        window = open();
        loaded = window.loadURL(addressOf(path ?? '/'));
        return loaded;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (path === undefined) return;
      // A second load would break off the first one.
      await loaded.catch(() => undefined);
      if (!window.isDestroyed()) await go(window, path);
    },
  };
}
