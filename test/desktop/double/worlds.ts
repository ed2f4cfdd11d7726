import { createCodec, type Codec } from './structured.ts';

/** The world of preload scripts, apart from the page's own: Electron's name for it. */
export const preloadWorld = 'Electron Isolated Context';
/** What carries messages out of that world; only that world has it. */
export const sendBinding = '__electronSend';

/** What tests and the double reach inside the world of preload scripts. The page never sees it. */
export type Inside = {
  invoke: (channel: string, ...args: unknown[]) => Promise<unknown>;
  answer: (id: number, ok: boolean, text: string) => void;
  deliver: (channel: string, text: string) => void;
};

type Bridge = { expose: (key: string, api: Record<string, unknown>) => void };
type Wrapped = { is: 'function' | 'promise'; id: number } | { is: 'value'; text: string };

/**
 * One end of the bridge between two worlds that share a document and nothing else: functions stay where they are and
 * are called across, promises settle across, everything else is cloned.
 */
function createBridge(codec: Codec, out: string, inn: string): Bridge {
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let promises = 0;
  let returned: { value: Wrapped } | { error: string } = { error: 'nothing answered' };

  const say = (message: object): boolean =>
    document.dispatchEvent(new CustomEvent(out, { detail: JSON.stringify(message) }));
  const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  function wrap(value: unknown): Wrapped {
    if (typeof value === 'function')
      return { is: 'function', id: functions.push(value as () => unknown) - 1 };
    if (!(value instanceof Promise)) return { is: 'value', text: codec.encode(value) };
    const id = (promises += 1);
    value.then(
      (result) => say({ kind: 'settled', id, value: wrap(result) }),
      (error: unknown) => say({ kind: 'settled', id, error: textOf(error) }),
    );
    return { is: 'promise', id };
  }

  function unwrap(wrapped: Wrapped): unknown {
    if (wrapped.is === 'value') return codec.decode(wrapped.text);
    const { id } = wrapped;
    if (wrapped.is === 'promise')
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    return (...args: unknown[]) => {
      say({ kind: 'call', id, args: args.map(wrap) });
      const answer = returned;
      if ('error' in answer) throw new Error(answer.error);
      return unwrap(answer.value);
    };
  }

  function call(id: number, args: Wrapped[]): void {
    try {
      const value = functions[id]?.(...args.map(unwrap));
      say({ kind: 'return', value: wrap(value) });
    } catch (error) {
      say({ kind: 'return', error: textOf(error) });
    }
  }

  document.addEventListener(inn, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail);
    if (message.kind === 'call') call(message.id, message.args);
    else if (message.kind === 'return') returned = message;
    else if (message.kind === 'settled') {
      const { resolve, reject } = waiting.get(message.id) ?? { resolve: () => {}, reject: () => {} };
      waiting.delete(message.id);
      if ('error' in message) reject(new Error(message.error));
      else resolve(unwrap(message.value));
    } else if (message.kind === 'expose') {
      const api: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(message.api as Record<string, Wrapped>))
        api[name] = unwrap(value);
      Object.defineProperty(globalThis, message.key, { value: Object.freeze(api), enumerable: true });
    }
  });

  return {
    expose: (key, api) => {
      const wrapped = Object.fromEntries(Object.entries(api).map(([name, value]) => [name, wrap(value)]));
      say({ kind: 'expose', key, api: wrapped });
    },
  };
}

/** The world's `electron` module: `contextBridge` and `ipcRenderer`, as far as preload uses them. */
function createPreloadElectron(codec: Codec, bridge: Bridge, send: (text: string) => void) {
  type Heard = (event: object, ...args: unknown[]) => void;
  const listeners = new Map<string, Heard[]>();
  const open = new Map<
    number,
    { channel: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let last = 0;

  const invoke = (channel: string, ...args: unknown[]): Promise<unknown> => {
    const text = codec.encode(args);
    const id = (last += 1);
    return new Promise((resolve, reject) => {
      open.set(id, { channel, resolve, reject });
      send(JSON.stringify({ id, channel, args: text }));
    });
  };
  const inside: Inside = {
    invoke,
    answer: (id, ok, text) => {
      const call = open.get(id);
      open.delete(id);
      if (ok) call?.resolve(codec.decode(text));
      else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${text}`));
    },
    deliver: (channel, text) => {
      const args = codec.decode(text) as unknown[];
      for (const heard of listeners.get(channel) ?? []) heard({ ports: [] }, ...args);
    },
  };
  const electron = {
    contextBridge: { exposeInMainWorld: bridge.expose },
    ipcRenderer: {
      invoke,
      on: (channel: string, heard: Heard) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), heard]),
      removeListener: (channel: string, heard: Heard) =>
        void listeners.set(
          channel,
          (listeners.get(channel) ?? []).filter((one) => one !== heard),
        ),
    },
  };
  return { inside, electron };
}

const [down, up] = ['electron-double-down', 'electron-double-up'];

/** Runs in the page's own world, before its scripts. */
export const pageScript = `(${String(createBridge)})((${String(createCodec)})(), '${down}', '${up}')`;

/** Runs in the world of preload scripts, in every frame; the preload itself only in the top one, as in Electron. */
export const preloadScript = (preload: string): string => `(() => {
  const codec = (${String(createCodec)})();
  const bridge = (${String(createBridge)})(codec, '${up}', '${down}');
  const send = globalThis.${sendBinding};
  const { inside, electron } = (${String(createPreloadElectron)})(codec, bridge, (text) => send(text));
  globalThis.__inside = inside;
  if (self !== top) return;
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('module not found: ' + name);
  };
  const module = { exports: {} };
  (function (require, module, exports) {${preload}\n})(require, module, module.exports);
})()`;
