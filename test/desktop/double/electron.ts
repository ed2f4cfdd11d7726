import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { Browser } from 'playwright';
import { createAppDouble } from './app.ts';
import { createWindowClass, type InvokeEvent } from './browser-window.ts';
import { createNotificationClass } from './notification.ts';
import { createSystemDouble } from './system.ts';

/**
 * The part of Electron that the desktop app uses, each piece held against Electron's own declarations, so that an
 * upgrade which changes one of them no longer compiles. Pages are real, calls are cloned, messages are the test's.
 */
export type ElectronDouble = ReturnType<typeof createElectronDouble>;

type Invoked = (event: InvokeEvent, ...args: unknown[]) => unknown;
type Permissions = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
>;
type Ask<Name extends Exclude<keyof Permissions, 'setSpellCheckerEnabled'>> = NonNullable<
  Parameters<Permissions[Name]>[0]
>;

export type DoubleOptions = {
  browser: Browser;
  /** Which key store the system has; null: none that can be used. */
  keyStore?: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> | null;
  /** Which button the person presses in a question. */
  answer?: (question: Electron.MessageBoxOptions) => number | Promise<number>;
  /** Installed, and not started from its source. */
  isPackaged?: boolean;
  /** Whether this system lets an app have a mark beside the clock. */
  tray?: boolean;
  /** Windows: presses on messages that started the app. */
  activations?: Electron.ActivationArguments[];
  /** macOS: ids of the messages that an earlier life of the app has left. */
  history?: string[];
};

export function createElectronDouble({
  browser,
  keyStore = 'gnome_libsecret',
  answer = () => 1,
  isPackaged = false,
  tray = true,
  activations = [],
  history = [],
}: DoubleOptions) {
  const handlers = new Map<string, Invoked>();
  const schemes = new Map<string, (request: Request) => Response | Promise<Response>>();
  const seen = {
    errors: [] as { title: string; content: string }[],
    questions: [] as Electron.MessageBoxOptions[],
    opened: [] as string[],
    privileged: [] as Electron.CustomScheme[],
    spellCheck: true,
    /** What reached a handler, whoever sent it. */
    invoked: [] as { channel: string; args: unknown[] }[],
  };
  const asks: {
    request?: Ask<'setPermissionRequestHandler'>;
    check?: Ask<'setPermissionCheckHandler'>;
    device?: Ask<'setDevicePermissionHandler'>;
  } = {};
  const { app, exited, isReady, state: program } = createAppDouble({ isPackaged });
  const system = createSystemDouble({ tray });

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
    made: (window) => app.emit('browser-window-created', {}, window),
    allClosed: () => app.emit('window-all-closed'),
  });
  const { Notification, shown, activate } = createNotificationClass({ history });
  activations.forEach(activate);

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
    setSpellCheckerEnabled: (on) => void (seen.spellCheck = on),
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
      return { response: await answer(options), checkboxChecked: false };
    },
  } satisfies Pick<Electron.Dialog, 'showErrorBox'> & {
    showMessageBox: (options: Electron.MessageBoxOptions) => ReturnType<Electron.Dialog['showMessageBox']>;
  };
  const shell: Pick<Electron.Shell, 'openExternal'> = {
    openExternal: async (url) => void seen.opened.push(url),
  };
  const nativeTheme = Object.assign(new EventEmitter(), {
    shouldUseDarkColors: false,
    shouldUseDarkColorsForSystemIntegratedUI: false,
  } satisfies Partial<Electron.NativeTheme>);

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
      ...system.module,
    } satisfies { [Name in keyof typeof Electron]?: unknown },
    windows,
    /** What the program told the system about itself. */
    program,
    trays: system.trays,
    popups: system.popups,
    system: system.state,
    /** A call from whoever the test says. */
    invoke,
    /** Messages that are on screen or were. */
    notifications: shown,
    /** Windows: a press on a message, by what it carries. */
    activate,
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
