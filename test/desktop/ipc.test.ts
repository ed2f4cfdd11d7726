import * as fc from 'fast-check';
import type Electron from 'electron';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, procedureNames, type ProcedureName } from '../../shared/api/contract.ts';
import { errorTable } from '../../shared/errors.ts';
import type { Road } from '../../electron/desktop/road.ts';
import type { IpcAnswer } from '../../electron/transport/ipc.ts';
import { loadWithElectron } from './support/desktop.ts';

type Listener = (event: unknown, name: unknown, input: unknown) => Promise<IpcAnswer>;
const own = 'countersign-app://window/inbox';
const top = { url: own, detached: false, parent: null };

const listeners = new Map<string, Listener>();
// One graph of modules for the host and its window: errors of another copy would be strangers to this one.
const { serveWindow, startHost } = await loadWithElectron(
  {
    ipcMain: {
      handle: (channel: string, listener: Listener) => void listeners.set(channel, listener),
      removeHandler: (channel: string) => void listeners.delete(channel),
    },
  },
  async () => ({
    ...(await import('../../electron/desktop/serve-window.ts')),
    ...(await import('../support/host.ts')),
  }),
);

/** The window's road without a browser: the real gatekeeper, with Electron's words about a caller in the test's hands. */
function serve(dispatch: Road['dispatch'], caller: Parameters<Road['dispatch']>[2]) {
  const webContents = { isDestroyed: () => false, send: () => undefined };
  // As much of a window as the gatekeeper looks at.
  const own = { isDestroyed: () => false, webContents } as unknown as Electron.BrowserWindow;
  const lines: string[] = [];
  serveWindow({
    roads: { dispatch: (_host, ...call) => dispatch(...call), watch: () => () => undefined },
    owner: () => caller,
    window: { current: () => own, show: async () => undefined },
    log: (line) => lines.push(line),
  });
  const [channel, listener] = [...listeners][0] ?? [];
  if (channel === undefined || listener === undefined) throw new Error('Nothing is served.');
  return { channels: [...listeners.keys()], listener, webContents, lines };
}

const owner = { person: 'owner', role: 'owner', via: 'window', identified: 'session' } as const;

test('every call is refused to six wrong senders, each is in the log, and nothing of the call begins (ELE-02)', async () => {
  const begun: string[] = [];
  const { channels, listener, webContents, lines } = serve(async (name) => void begun.push(name), owner);
  expect(channels).toEqual(['countersign:call']);
  const wrong: [string, unknown][] = [
    ['a frame inside the page', { ...top, parent: top }],
    ['another origin', { ...top, url: 'https://evil.test/' }],
    ['an empty page', { ...top, url: 'about:blank' }],
    ['a frame that was taken out', { ...top, detached: true }],
    ['a page that was led elsewhere', { ...top, url: 'countersign-app://elsewhere/inbox' }],
    ['no frame at all', null],
  ];
  for (const name of procedureNames) {
    for (const [who, senderFrame] of wrong) {
      const answer = await listener({ sender: webContents, senderFrame }, name, {});
      expect(answer, `${name} from ${who}`).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    // The right frame of somebody else's contents.
    const stranger = await listener({ sender: {}, senderFrame: top }, name, {});
    expect(stranger, name).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  }
  expect(begun).toEqual([]);
  expect(lines).toHaveLength(procedureNames.length * (wrong.length + 1));
  await listener({ sender: webContents, senderFrame: top }, 'flows.list', {});
  expect(begun).toEqual(['flows.list']);
});

/** Values that come through a structured clone and are no honest input, beside honest ones. */
function nasty(): unknown[] {
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  let deep: unknown = 1;
  for (let level = 0; level < 60; level++) deep = { deep };
  const wide = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`key${at}`, at]));
  return [
    loop,
    deep,
    wide,
    JSON.parse('{"__proto__": {"role": "owner"}}'),
    JSON.parse('{"constructor": {"prototype": {"x": 1}}}'),
    Object.assign(Object.create(null) as object, { id: 'x' }),
    'x'.repeat(2000),
    Array.from({ length: 30 }, () => null),
    1n,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    new Date(Number.NaN),
    new Date(0),
    new Map([['id', 'x']]),
    new Set([1]),
    new Uint8Array(9),
    /x/g,
    new Error('x'),
    '\ud800',
    '\u0000',
    '',
    ' ',
    '../../etc/passwd',
    "'; drop table runs; --",
    '{{ steps.x }}',
    '__proto__',
    '2026-02-30T00:00:00Z',
    null,
    undefined,
    true,
    [],
    {},
    [[]],
    { toString: 1 },
    { length: 2 ** 32 },
    0,
    1,
    -1,
    'x',
    'owner',
  ];
}

const keysOf = (name: ProcedureName): string[] => {
  const { input } = contract[name];
  return input instanceof z.ZodObject ? Object.keys(input.shape) : [];
};

test('23,000 inputs of every shape, 300 for each call, end in an answer or a refusal with a code, and the host goes on (ELE-03)', async () => {
  const host = await startHost();
  const { listener, webContents } = serve(host.app.dispatch, host.app.owner());
  const from = { sender: webContents, senderFrame: top };
  const pool = [
    ...nasty(),
    ...fc.sample(fc.jsonValue({ maxDepth: 3 }), { numRuns: 200, seed: 5 }),
    ...fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 100, seed: 6 }),
  ];
  const picks = fc.sample(fc.nat(pool.length - 1), { numRuns: 20_000, seed: 7 });
  let at = 0;
  const pick = (): number => picks[(at += 1) % picks.length] ?? 0;
  const codes = new Map<string, number>();
  for (const name of procedureNames) {
    const keys = keysOf(name);
    for (let count = 0; count < 300; count++) {
      const shaped = Object.fromEntries(
        keys.flatMap((key) => (pick() % 3 === 0 ? [] : [[key, pool[pick()]]])),
      );
      const input = count % 4 === 0 ? pool[pick()] : shaped;
      const answer = await listener(from, name, input);
      const code = answer.ok ? 'ok' : answer.error.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (code === 'internal') throw new Error(`${name} broke on ${JSON.stringify(input).slice(0, 500)}`);
    }
  }
  expect(Object.keys(errorTable)).toEqual(
    expect.arrayContaining([...codes.keys()].filter((code) => code !== 'ok')),
  );
  expect(codes.get('malformed')).toBeGreaterThan(10_000);
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  expect(await listener(from, 'flows.list', {})).toMatchObject({ ok: true });
}, 60_000);
