import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createElectronDouble, type DoubleOptions } from './double/electron.ts';
import { loadWithElectron, newHome, openBrowser, startDesktop } from './support/desktop.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openVault(keyStore: DoubleOptions['keyStore'], platform: NodeJS.Platform) {
  const double = createElectronDouble({ browser, ...(keyStore === undefined ? {} : { keyStore }) });
  return loadWithElectron(double.module, async () => {
    const module = await import('../../electron/desktop/key-store.ts');
    return module.openVault(platform);
  });
}

describe('the system’s key store', () => {
  test.each(['gnome_libsecret', 'kwallet6'] as const)('%s seals and opens', async (keyStore) => {
    const { vault, warning } = await openVault(keyStore, 'linux');
    const sealed = (await vault?.seal('a secret')) ?? new Uint8Array();
    expect(Buffer.from(sealed).toString()).not.toContain('a secret');
    expect(await vault?.open(new Uint8Array(sealed))).toEqual({ plain: 'a secret', isStale: false });
    expect(warning).toBeNull();
  });

  test.each(['basic_text', 'unknown', null] as const)(
    '%s is refused on Linux, with a reason',
    async (keyStore) => {
      const { vault, warning } = await openVault(keyStore, 'linux');
      expect(vault).toBeNull();
      expect(warning).toContain('no key store');
    },
  );

  test('elsewhere the backend’s name means nothing', async () => {
    expect((await openVault('unknown', 'darwin')).vault).not.toBeNull();
  });
});

describe('a key store that changes or fails', () => {
  const load = (safeStorage: object) =>
    loadWithElectron({ safeStorage }, async () => {
      const module = await import('../../electron/desktop/key-store.ts');
      return module.openVault('darwin');
    });

  test('says when what it opened should be sealed again', async () => {
    const { vault } = await load({
      isAsyncEncryptionAvailable: async () => true,
      decryptStringAsync: async () => ({ result: 'a secret', shouldReEncrypt: true }),
    });
    expect(await vault?.open(new Uint8Array())).toEqual({ plain: 'a secret', isStale: true });
  });

  test('that cannot even be asked is none', async () => {
    const { vault } = await load({ isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')) });
    expect(vault).toBeNull();
  });
});

describe('a home of the desktop app', () => {
  const keyOf = (home: string): string => readFileSync(join(home, 'key'), 'utf8').split(' ')[1] ?? '';

  test('is locked by the system’s key store where there is one', async () => {
    const home = newHome();
    const desktop = await startDesktop(home, { browser });
    expect(keyOf(home)).toBe('os');
    expect((await desktop.call('host.get', {})).secrets).toEqual({ kind: 'os', warning: null });
  });

  test('keeps its key in a file where there is none, and the window is told what that means', async () => {
    const home = newHome();
    const desktop = await startDesktop(home, { browser, keyStore: 'basic_text' });
    expect(keyOf(home)).toBe('file');
    expect((await desktop.call('host.get', {})).secrets).toMatchObject({
      kind: 'file',
      warning: expect.stringContaining('key file'),
    });
    expect(readFileSync(join(home, 'host.log'), 'utf8')).toContain('no key store that Countersign can use');
  });

  test('that its key store locked does not open without it: the words say so, and nothing is changed', async () => {
    const home = newHome();
    const first = await startDesktop(home, { browser });
    await first.quit();
    const key = readFileSync(join(home, 'key'), 'utf8');
    const desktop = await startDesktop(home, { browser, keyStore: null });
    expect(desktop.double.seen.errors).toEqual([
      {
        title: 'Countersign cannot run',
        content: expect.stringMatching(/locked by this computer's key store[^]*Nothing is lost\. Unlock/),
      },
    ]);
    expect(readFileSync(join(home, 'key'), 'utf8')).toBe(key);
  });
});
