import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { Browser } from 'playwright';
import { createWindowClass, type InvokeEvent } from './browser-window.ts';
import { createNotificationClass } from './notification.ts';

/**
 * The part of Electron that the desktop app uses, each piece held against Electron's own declarations, so that an
 * upgrade which changes one of them no longer compiles. Pages are real, calls are cloned, messages are the test's.
 */
export type ElectronDouble = ReturnType<typeof createElectronDouble>;

type Invoked = (event: InvokeEvent, ...args: unknown[]) => unknown;
type Permissions = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
type Ask<Name extends keyof Permissions> = NonNullable<Parameters<Permissions[Name]>[0]>;

export type DoubleOptions = {
  browser: Browser;
  /** Which key store the system has; null: none that can be used. */
  keyStore?: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> | null;
  /** Which button the person presses in a question. */
  answer?: () => number;
};

/** Apps that run at once, by the folder of their lock: what Chromium keeps outside every process. */
const running = new Map<string, EventEmitter>();

export function createElectronDouble({
  browser,
  keyStore = 'gnome_libsecret',
  answer = () => 1,
}: DoubleOptions) {
  const handlers = new Map<string, Invoked>();
  const schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
  const seen = {
    errors: [] as { title: string; content: string }[],
    questions: [] as Electron.MessageBoxOptions[],
    opened: [] as string[],
    privileged: [] as Electron.CustomScheme[],
    /** What reached a handler, whoever sent it. */
    invoked: [] as { channel: string; args: unknown[] }[],
  };
  const asks: {
    request?: Ask<'setPermissionRequestHandler'>;
    check?: Ask<'setPermissionCheckHandler'>;
    device?: Ask<'setDevicePermissionHandler'>;
  } = {};
  const { app, exited, isReady } = createAppDouble();

  async function invoke(event: InvokeEvent, channel: string, args: unknown[]): Promise<unknown> {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    seen.invoked.push({ channel, args });
    return handler(event, ...args);
  }

  const { BrowserWindow, windows } = createWindowClass({
    browser,
    serve: async (request) => {
      const handler = schemes.get(new URL(request.url).protocol.slice(0, -1));
      return handler === undefined ? null : handler(request);
    },
    invoke,
    allClosed: () => app.emit('window-all-closed'),
  });
  const { Notification, shown } = createNotificationClass();

  const ipcMain: Pick<Electron.IpcMain, 'handle' | 'removeHandler'> = {
    handle: (channel, listener) => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      // The event has the part of Electron's that is used; see InvokeEvent.
      handlers.set(channel, listener as unknown as Invoked);
    },
    removeHandler: (channel) => void handlers.delete(channel),
  };
  const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
    registerSchemesAsPrivileged: (given) => {
      if (isReady()) throw new Error('Schemes have to be registered before the app is ready');
      seen.privileged.push(...given);
    },
    handle: (scheme, handler) => void schemes.set(scheme, handler),
  };
  const permissions: Permissions = {
    setPermissionRequestHandler: (given) =>
      void (given === null ? delete asks.request : (asks.request = given)),
    setPermissionCheckHandler: (given) => void (given === null ? delete asks.check : (asks.check = given)),
    setDevicePermissionHandler: (given) => void (given === null ? delete asks.device : (asks.device = given)),
  };
  const safeStorage: Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  > = {
    isAsyncEncryptionAvailable: async () => keyStore !== null,
    getSelectedStorageBackend: () => keyStore ?? 'unknown',
    encryptStringAsync: async (plain) => Buffer.from(`v11${Buffer.from(plain).toString('hex')}`),
    decryptStringAsync: async (sealed) => ({
      result: Buffer.from(sealed.toString().slice(3), 'hex').toString(),
      shouldReEncrypt: false,
    }),
  };
  const dialog = {
    showErrorBox: (title: string, content: string) => void seen.errors.push({ title, content }),
    showMessageBox: async (options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> => {
      seen.questions.push(options);
      return { response: answer(), checkboxChecked: false };
    },
  } satisfies Pick<Electron.Dialog, 'showErrorBox'> & {
    showMessageBox: (options: Electron.MessageBoxOptions) => ReturnType<Electron.Dialog['showMessageBox']>;
  };
  const shell: Pick<Electron.Shell, 'openExternal'> = {
    openExternal: async (url) => void seen.opened.push(url),
  };
  const nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false };

  return {
    /** What `import … from 'electron'` gets. */
    module: {
      app,
      BrowserWindow,
      dialog,
      ipcMain,
      nativeTheme,
      Notification,
      protocol,
      safeStorage,
      session: { defaultSession: permissions },
      shell,
    } satisfies { [Name in keyof typeof Electron]?: unknown },
    windows,
    /** A call from whoever the test says. */
    invoke,
    /** Messages that are on screen or were. */
    notifications: shown,
    seen,
    asks,
    /** Resolves with the exit code. */
    exited,
    /** Asks a registered scheme as a page would. */
    fetch: async (address: string, init?: RequestInit): Promise<Response> => {
      const handler = schemes.get(address.slice(0, address.indexOf(':')));
      if (handler === undefined) throw new Error(`No handler for ${address}`);
      return handler(new Request(address, init));
    },
  };
}

function createAppDouble() {
  const events = new EventEmitter();
  let ready = false;
  let lock: string | null = null;
  let folder = '';
  let end: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => (end = resolve));

  function exit(code = 0): void {
    if (lock !== null && running.get(lock) === events) running.delete(lock);
    end(code);
  }
  const part = {
    setName: () => undefined,
    setAppUserModelId: () => undefined,
    setPath: (name, path) => {
      if (name === 'userData') folder = path;
    },
    requestSingleInstanceLock: () => {
      const first = running.get(folder);
      if (first !== undefined && first !== events) {
        first.emit('second-instance', {}, [], '', {});
        return false;
      }
      running.set(folder, events);
      lock = folder;
      return true;
    },
    whenReady: async () => {
      ready = true;
    },
    quit: () => {
      let prevented = false;
      events.emit('will-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) exit();
    },
    exit,
  } satisfies Pick<
    Electron.App,
    'setName' | 'setAppUserModelId' | 'setPath' | 'requestSingleInstanceLock' | 'whenReady' | 'quit' | 'exit'
  >;
  return { app: Object.assign(events, part), exited, isReady: () => ready };
}
