import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { Browser } from 'playwright';
import { openPage, type RealPage, type Sender } from './page.ts';

type ContentsPart = EventEmitter &
  Pick<
    Electron.WebContents,
    | 'getURL'
    | 'isDestroyed'
    | 'isCrashed'
    | 'reload'
    | 'send'
    | 'executeJavaScript'
    | 'setWindowOpenHandler'
    | 'getZoomLevel'
    | 'setZoomLevel'
    | 'forcefullyCrashRenderer'
    | 'replaceMisspelling'
  > & { sendInputEvent: (event: Electron.KeyboardInputEvent) => void };
type WindowPart = EventEmitter &
  Pick<
    Electron.BrowserWindow,
    | 'loadURL'
    | 'show'
    | 'focus'
    | 'restore'
    | 'maximize'
    | 'isMinimized'
    | 'isMaximized'
    | 'isDestroyed'
    | 'getNormalBounds'
  > & {
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
  made: (window: WindowDouble) => void;
  allClosed: () => void;
};

export type WindowDouble = WindowPart & {
  options: Electron.BrowserWindowConstructorOptions;
  /** How often it came to the front, and whether it is shown or minimized. */
  state: { focused: number; shown: boolean; minimized: boolean; maximized: boolean };
  /** Where it is; a test moves it with `place`. */
  bounds: Electron.Rectangle;
  place: (bounds: Partial<Electron.Rectangle>) => void;
  real: Promise<RealPage>;
  /** What the person does with the window's own button. */
  close: () => Promise<void>;
  /** The page's process ends, as by a crash. */
  crash: () => void;
};

/** A BrowserWindow is a constructor in Electron, so this one is too; each window is a page of a real Chromium. */
export function createWindowClass({ browser, serve, invoke, made, allClosed }: Windows) {
  const open = new Set<WindowDouble>();

  class BrowserWindow extends EventEmitter implements WindowDouble {
    options: Electron.BrowserWindowConstructorOptions;
    state: WindowDouble['state'];
    real: Promise<RealPage>;
    webContents: ContentsPart;
    bounds: Electron.Rectangle;
    private gone = false;
    private endPage: ReturnType<typeof createContents>['end'];

    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super();
      this.options = options;
      this.state = { focused: 0, shown: options.show !== false, minimized: false, maximized: false };
      const { x = 0, y = 0, width = 800, height = 600 } = options;
      this.bounds = { x, y, width, height };
      const contents = createContents(
        () => this.real,
        () => this.gone,
      );
      this.webContents = contents.part;
      this.endPage = contents.end;
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
      made(this);
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
    maximize = (): void => void (this.state.maximized = true);
    isMinimized = (): boolean => this.state.minimized;
    isMaximized = (): boolean => this.state.maximized;
    getNormalBounds = (): Electron.Rectangle => ({ ...this.bounds });
    place(bounds: Partial<Electron.Rectangle>): void {
      Object.assign(this.bounds, bounds);
      this.emit('resize');
    }
    isDestroyed = (): boolean => this.gone;

    async close(): Promise<void> {
      if (this.gone) return;
      this.emit('close', { preventDefault: () => undefined });
      this.gone = true;
      open.delete(this);
      this.emit('closed');
      await (await this.real).close();
      if (open.size === 0) allClosed();
    }

    crash(): void {
      this.endPage('crashed');
    }
  }

  return { BrowserWindow, windows: (): WindowDouble[] => [...open] };
}

const contents = (window: WindowDouble): EventEmitter => window.webContents;

function createContents(real: () => Promise<RealPage>, isGone: () => boolean) {
  let handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  let page: RealPage | null = null;
  const loaded = async (): Promise<RealPage> => (page ??= await real());
  let zoom = 0;
  let crashed = false;
  const part: ContentsPart = Object.assign(new EventEmitter(), {
    getURL: () => page?.url() ?? '',
    isDestroyed: isGone,
    isCrashed: () => crashed,
    reload: () => {
      crashed = false;
      void loaded()
        .then((opened) => opened.reload())
        // The window may be closed meanwhile; Electron says nothing then either.
        .catch(() => undefined);
    },
    forcefullyCrashRenderer: () => end('killed'),
    getZoomLevel: () => zoom,
    setZoomLevel: (level: number) => void (zoom = level),
    replaceMisspelling: () => undefined,
    sendInputEvent: ({ type, keyCode, modifiers = [] }: Electron.KeyboardInputEvent) => {
      if (type !== 'keyDown') return;
      const held = modifiers.map((one) => (one === 'control' ? 'Control' : 'Meta'));
      void loaded().then((opened) => opened.page.keyboard.press([...held, keyCode.toLowerCase()].join('+')));
    },
    send: (channel: string, ...args: unknown[]) => void loaded().then((opened) => opened.send(channel, args)),
    executeJavaScript: async (code: string) => (await loaded()).page.evaluate(code),
    setWindowOpenHandler: (given: typeof handler) => void (handler = given),
  });
  part.on('did-finish-load', () => void loaded());
  function end(reason: Electron.RenderProcessGoneDetails['reason']): void {
    crashed = true;
    const details: Electron.RenderProcessGoneDetails = { reason, exitCode: 139 };
    part.emit('render-process-gone', {}, details);
  }
  return {
    part,
    end,
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
