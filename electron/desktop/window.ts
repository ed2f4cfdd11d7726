import { BrowserWindow, nativeTheme } from 'electron';
import { addressOf, placeOf } from './address.ts';
import { offerContextMenu } from './context-menu.ts';
import { guardContents } from './guard-contents.ts';
import { smallest, type WindowState } from './window-state.ts';
import { createWindowTrouble } from './window-trouble.ts';

export type DesktopWindow = {
  /**
   * Opens the window, or brings it to the front; with a path it goes there: of the host that it shows, or of the one
   * that is named (null: this computer).
   */
  show: (path?: string, host?: string | null) => Promise<void>;
  /** What is open now; null after the person closed it. */
  current: () => BrowserWindow | null;
};

type Parts = {
  preload: string;
  openOutside: (address: string) => void;
  log: (line: string) => void;
  /** Where the last one was, and how what happens to this one is kept. */
  state: WindowState;
};

/** As tokens.css has them, so that the first moment of the window has the colour of what follows. */
const paper = { light: '#FBFAF7', dark: '#111318' };

/** The one place that makes windows: what a page may do is decided here and nowhere else. */
export function createWindow({ preload, openOutside, log, state }: Parts): DesktopWindow {
  let window: BrowserWindow | null = null;
  let loaded: Promise<void> = Promise.resolve();
  const trouble = createWindowTrouble(log);

  function open(): BrowserWindow {
    const made = new BrowserWindow({
      title: 'Countersign',
      ...state.options(),
      minWidth: smallest.width,
      minHeight: smallest.height,
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
    state.follow(made);
    trouble.follow(made);
    offerContextMenu(made);
    return made;
  }

  async function go(opened: BrowserWindow, path: string, host: string | null | undefined): Promise<void> {
    const here = placeOf(opened.webContents.getURL());
    if (here === null || (host !== undefined && host !== here.host)) {
      loaded = opened.loadURL(addressOf(path, host ?? null));
      return loaded;
    }
    if (here.path === path) return;
    // Within the page, so that what was typed elsewhere in it is not lost by a reload.
    const move = `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`;
    await opened.webContents.executeJavaScript(move);
  }

  return {
    current: () => window,
    show: async (path, host) => {
      if (window === null || window.isDestroyed()) {
        window = open();
        loaded = window.loadURL(addressOf(path ?? '/', host ?? null));
        return loaded;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (path === undefined) return;
      // A second load would break off the first one.
      await loaded.catch(() => undefined);
      if (!window.isDestroyed()) await go(window, path, host);
    },
  };
}
