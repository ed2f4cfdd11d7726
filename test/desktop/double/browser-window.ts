import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { Browser } from 'playwright';
import { openPage, type RealPage, type Sender } from './page.ts';

type ContentsPart = EventEmitter &
  Pick<
    Electron.WebContents,
    'getURL' | 'isDestroyed' | 'reload' | 'send' | 'executeJavaScript' | 'setWindowOpenHandler'
  >;
type WindowPart = EventEmitter &
  Pick<Electron.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'isDestroyed'> & {
    webContents: ContentsPart;
  };
type FramePart = Pick<Electron.WebFrameMain, 'url' | 'detached'> & { parent: FramePart | null };

/** What a handler of `ipcMain` gets; `sender` is this double's own contents. */
export type InvokeEvent = { sender: ContentsPart; senderFrame: FramePart | null };
type NavigateEvent = Pick<
  Electron.Event<Electron.WebContentsWillFrameNavigateEventParams>,
  'preventDefault' | 'url' | 'isMainFrame'
>;

export type Windows = {
  browser: Browser;
  serve: (request: Request) => Promise<Response | null>;
  invoke: (event: InvokeEvent, channel: string, args: unknown[]) => Promise<unknown>;
  allClosed: () => void;
};

export type WindowDouble = WindowPart & {
  options: Electron.BrowserWindowConstructorOptions;
  /** How often it came to the front, and whether it is shown or minimized. */
  state: { focused: number; shown: boolean; minimized: boolean };
  real: Promise<RealPage>;
  /** What the person does with the window's own button. */
  close: () => Promise<void>;
  /** The page's process ends, as by a crash. */
  crash: () => void;
};

/** A BrowserWindow is a constructor in Electron, so this one is too; each window is a page of a real Chromium. */
export function createWindowClass({ browser, serve, invoke, allClosed }: Windows) {
  const open = new Set<WindowDouble>();

  class BrowserWindow extends EventEmitter implements WindowDouble {
    options: Electron.BrowserWindowConstructorOptions;
    state: WindowDouble['state'];
    real: Promise<RealPage>;
    webContents: ContentsPart;
    private gone = false;

    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super();
      this.options = options;
      this.state = { focused: 0, shown: options.show !== false, minimized: false };
      const contents = createContents(
        () => this.real,
        () => this.gone,
      );
      this.webContents = contents.part;
      const preload = readFileSync(options.webPreferences?.preload ?? '', 'utf8');
      this.real = openPage({
        browser,
        preload,
        serve,
        onInvoke: (sender, channel, args) =>
          invoke({ sender: contents.part, senderFrame: frameOf(sender) }, channel, args),
        onNavigate: contents.mayNavigate,
        onPopup: contents.askForWindow,
      });
      open.add(this);
    }

    async loadURL(address: string): Promise<void> {
      const real = await this.real;
      await real.load(address);
      contents(this).emit('did-finish-load');
      this.emit('ready-to-show');
    }

    show = (): void => void (this.state.shown = true);
    focus = (): void => void (this.state.focused += 1);
    restore = (): void => void (this.state.minimized = false);
    isMinimized = (): boolean => this.state.minimized;
    isDestroyed = (): boolean => this.gone;

    async close(): Promise<void> {
      if (this.gone) return;
      this.gone = true;
      open.delete(this);
      this.emit('closed');
      await (await this.real).close();
      if (open.size === 0) allClosed();
    }

    crash(): void {
      const details: Electron.RenderProcessGoneDetails = { reason: 'crashed', exitCode: 139 };
      contents(this).emit('render-process-gone', {}, details);
    }
  }

  return { BrowserWindow, windows: (): WindowDouble[] => [...open] };
}

const contents = (window: WindowDouble): EventEmitter => window.webContents;

function createContents(real: () => Promise<RealPage>, isGone: () => boolean) {
  let handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  let page: RealPage | null = null;
  const loaded = async (): Promise<RealPage> => (page ??= await real());
  const part: ContentsPart = Object.assign(new EventEmitter(), {
    getURL: () => page?.url() ?? '',
    isDestroyed: isGone,
    reload: () => void loaded().then((opened) => opened.reload()),
    send: (channel: string, ...args: unknown[]) => void loaded().then((opened) => opened.send(channel, args)),
    executeJavaScript: async (code: string) => (await loaded()).page.evaluate(code),
    setWindowOpenHandler: (given: typeof handler) => void (handler = given),
  });
  part.on('did-finish-load', () => void loaded());
  return {
    part,
    askForWindow: (url: string): boolean => {
      const details: Electron.HandlerDetails = {
        url,
        frameName: '',
        features: '',
        disposition: 'foreground-tab',
        referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
      };
      return handler?.(details).action !== 'deny';
    },
    mayNavigate: (url: string, isMainFrame: boolean): boolean => {
      let prevented = false;
      const event: NavigateEvent = { url, isMainFrame, preventDefault: () => void (prevented = true) };
      part.emit('will-frame-navigate', event);
      if (isMainFrame) part.emit('will-navigate', event);
      return !prevented;
    },
  };
}

function frameOf(sender: Sender | null): FramePart | null {
  if (sender === null) return null;
  const parent = sender.parent === null ? null : { url: sender.parent, detached: false, parent: null };
  return { url: sender.url, detached: false, parent };
}
