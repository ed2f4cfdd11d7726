import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyStore } from '../../../electron/secrets/key-store.ts';
import { openKeyStore, type OsVault } from '../../../electron/secrets/open-key-store.ts';
import { AppError } from '../../../shared/errors.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync('/tmp/cs-key-');
});
afterEach(() => rmSync(home, { recursive: true }));
const key = () => join(home, 'key');
const refused = async (options: Parameters<typeof openKeyStore>[0]) => {
  const error: unknown = await openKeyStore(options).catch((reason: unknown) => reason);
  if (!(error instanceof AppError)) throw new Error('expected a refusal');
  return error;
};

test('what is sealed opens under its own name and nowhere else', () => {
  const keys = createKeyStore({ master: Buffer.alloc(32, 1), kind: 'file', warning: null });
  const sealed = keys.seal('connection/cms/token', 'geheim é 🎈');
  expect(keys.open('connection/cms/token', sealed)).toBe('geheim é 🎈');
  expect(() => keys.open('connection/other/token', sealed)).toThrow(AppError);
  expect(sealed.includes('geheim')).toBe(false);
  expect(keys.seal('connection/cms/token', 'geheim é 🎈').equals(sealed)).toBe(false);
});

test('every changed byte is noticed', () => {
  const keys = createKeyStore({ master: Buffer.alloc(32, 1), kind: 'file', warning: null });
  const sealed = keys.seal('n', 'secret');
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(() => keys.open('n', changed)).toThrow(AppError);
  }
  expect(() => keys.open('n', sealed.subarray(0, 10))).toThrow(AppError);
});

test('the key file is made once, for its owner only, and says how weak it is', async () => {
  const umask = process.umask(0);
  const first = await openKeyStore({ home });
  process.umask(umask);
  expect(statSync(key()).mode & 0o777).toBe(0o600);
  expect(first.describe()).toEqual({
    kind: 'file',
    warning: expect.stringContaining('COUNTERSIGN_PASSPHRASE'),
  });
  const second = await openKeyStore({ home });
  expect(second.open('n', first.seal('n', 'x'))).toBe('x');
  expect(second.homeKey.equals(first.homeKey)).toBe(true);
  expect(first.homeKey.length).toBe(32);
});

test.each([0o640, 0o604, 0o666])('a key file of mode %o is refused', async (mode) => {
  await openKeyStore({ home });
  chmodSync(key(), mode);
  const error = await refused({ home });
  expect(error).toMatchObject({ code: 'forbidden', fix: expect.stringContaining('chmod 600') });
});

test.each([
  '',
  'garbage',
  'countersign-key-1 file AAAA',
  'countersign-key-1 passphrase AAAA',
  'countersign-key-2 file AAAA',
])('a damaged key file (%j) is named, not replaced', async (text) => {
  writeFileSync(key(), text, { mode: 0o600 });
  expect(await refused({ home })).toMatchObject({ code: 'store_damaged' });
  expect(readFileSync(key(), 'utf8')).toBe(text);
});

test(
  'a passphrase locks the home, keeps its key, and is needed from then on',
  { timeout: 30_000 },
  async () => {
    const open = await openKeyStore({ home });
    const sealed = open.seal('n', 'x');
    const master = readFileSync(key(), 'utf8').trim().split(' ')[2] ?? '-';
    const locked = await openKeyStore({ home, passphrase: 'correct horse' });
    expect(locked.describe()).toMatchObject({
      kind: 'passphrase',
      warning: expect.stringContaining('passphrase'),
    });
    expect(locked.open('n', sealed)).toBe('x');
    expect(locked.homeKey.equals(open.homeKey)).toBe(true);
    expect(readFileSync(key(), 'utf8')).not.toContain(master);
    expect(await refused({ home })).toMatchObject({
      code: 'forbidden',
      fix: expect.stringContaining('COUNTERSIGN_PASSPHRASE'),
    });
    expect(await refused({ home, passphrase: 'canary-wrong' })).toMatchObject({
      code: 'forbidden',
      message: expect.not.stringContaining('canary'),
    });
    expect((await openKeyStore({ home, passphrase: 'correct horse' })).open('n', sealed)).toBe('x');
  },
);

test('the desktop’s vault takes the key over and gives it back', async () => {
  const vault: OsVault = {
    seal: (plain) => Promise.resolve(Buffer.from(plain).reverse()),
    open: (sealed) => Promise.resolve({ plain: Buffer.from(sealed).reverse().toString(), isStale: false }),
  };
  const file = await openKeyStore({ home });
  const os = await openKeyStore({ home, vault });
  expect(os.describe()).toEqual({ kind: 'os', warning: null });
  expect((await openKeyStore({ home, vault })).open('n', file.seal('n', 'x'))).toBe('x');
  expect(await refused({ home })).toMatchObject({
    code: 'forbidden',
    fix: expect.stringContaining('desktop app'),
  });
});

/** The system's vault: answers by the generation of its key, and only while the person lets it. */
function createVault() {
  const state = { generation: 1, refuses: false, sealed: 0 };
  const guard = () => (state.refuses ? Promise.reject(new Error('User canceled')) : Promise.resolve());
  const vault: OsVault = {
    seal: async (plain) => {
      await guard();
      state.sealed += 1;
      return Buffer.from(`${state.generation}:${plain}`);
    },
    open: async (sealed) => {
      await guard();
      const [generation, plain = ''] = Buffer.from(sealed).toString().split(':');
      return { plain, isStale: Number(generation) < state.generation };
    },
  };
  return { vault, state };
}

test('a key that the system wants sealed anew is sealed anew, once, and stays the same key', async () => {
  const { vault, state } = createVault();
  const first = await openKeyStore({ home, vault });
  state.generation = 2;
  const second = await openKeyStore({ home, vault });
  await openKeyStore({ home, vault });
  expect(second.homeKey.equals(first.homeKey)).toBe(true);
  expect(state.sealed).toBe(2);
  expect(Buffer.from(readFileSync(key(), 'utf8').trim().split(' ')[2] ?? '', 'base64url').toString()).toMatch(
    /^2:/,
  );
});

test('a key store that is locked, or that the person denies, loses nothing and says what to press', async () => {
  const { vault, state } = createVault();
  const before = await openKeyStore({ home, vault });
  const file = readFileSync(key());
  expect(await refused({ home, vault: 'unavailable' })).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('does not answer now'),
    fix: expect.stringContaining('Nothing is lost. Unlock'),
  });
  state.refuses = true;
  expect(await refused({ home, vault })).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('did not give out the key'),
    fix: expect.stringContaining('allow it'),
  });
  expect(readFileSync(key())).toEqual(file);
  state.refuses = false;
  expect((await openKeyStore({ home, vault })).homeKey.equals(before.homeKey)).toBe(true);
});

test('a key store that refuses to keep the key leaves it in its file, and the home opens', async () => {
  const { vault, state } = createVault();
  state.refuses = true;
  const fresh = await openKeyStore({ home, vault });
  expect(fresh.describe()).toMatchObject({ kind: 'file', warning: expect.stringContaining('key file') });
  expect((await openKeyStore({ home, vault })).homeKey.equals(fresh.homeKey)).toBe(true);
  state.refuses = false;
  const later = await openKeyStore({ home, vault });
  expect(later.describe().kind).toBe('os');
  expect(later.homeKey.equals(fresh.homeKey)).toBe(true);
});

test('a home locked by a passphrase tells the desktop app where to type it, and opens with it', async () => {
  const { vault } = createVault();
  const first = await openKeyStore({ home, passphrase: 'correct horse' });
  expect(await refused({ home, vault })).toMatchObject({
    message: 'The secrets of this home are locked by a passphrase.',
    fix: expect.stringContaining('from a terminal'),
  });
  expect(
    (await openKeyStore({ home, vault, passphrase: 'correct horse' })).homeKey.equals(first.homeKey),
  ).toBe(true);
});
