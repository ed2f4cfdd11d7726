import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** Apps that run at once, by the folder of their lock: what Chromium keeps outside every process. */
const running = new Map<string, EventEmitter>();

type AppPart = Pick<
  Electron.App,
  | 'setName'
  | 'setAppUserModelId'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'isPackaged'
  | 'setAsDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'setAboutPanelOptions'
  | 'showAboutPanel'
  | 'setBadgeCount'
> & { getLoginItemSettings: () => Pick<Electron.LoginItemSettings, 'openAtLogin' | 'wasOpenedAtLogin'> };

/** The program itself: its lock, its life, and what it told the system about itself. */
export function createAppDouble({ isPackaged = false }: { isPackaged?: boolean }) {
  const events = new EventEmitter();
  const state = {
    badge: 0,
    abouts: 0,
    login: { openAtLogin: false, wasOpenedAtLogin: false },
    loginArgs: [] as string[],
    protocols: [] as { protocol: string; args: string[] }[],
  };
  let ready = false;
  let lock: string | null = null;
  let folder = '';
  let end: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => (end = resolve));

  function exit(code = 0): void {
    if (lock !== null && running.get(lock) === events) running.delete(lock);
    end(code);
  }
  const part: AppPart = {
    isPackaged,
    setName: () => undefined,
    setAppUserModelId: () => undefined,
    setPath: (name, path) => {
      if (name === 'userData') folder = path;
    },
    requestSingleInstanceLock: (data = {}) => {
      const first = running.get(folder);
      if (first !== undefined && first !== events) {
        // The other one gets its arguments in another order, and what was sent as it was.
        first.emit('second-instance', {}, [], '', structuredClone(data));
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
    setAsDefaultProtocolClient: (protocol, _path, args = []) => {
      state.protocols.push({ protocol, args });
      return true;
    },
    setLoginItemSettings: ({ openAtLogin = false, args = [] }) => {
      state.login.openAtLogin = openAtLogin;
      state.loginArgs = args;
    },
    getLoginItemSettings: () => state.login,
    setAboutPanelOptions: () => undefined,
    showAboutPanel: () => void (state.abouts += 1),
    setBadgeCount: (count = 0) => {
      state.badge = count;
      return true;
    },
  };
  return { app: Object.assign(events, part), exited, isReady: () => ready, state };
}
