import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron as electron } from 'playwright';
import { expect, test } from 'vitest';
import { builtFolder, newHome } from './support/desktop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The runtime as the `electron` package would start it, without fetching one; null where there is none, or no screen. */
function findRuntime(): string | null {
  const folder = join(root, 'node_modules/electron');
  const name = join(folder, 'path.txt');
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const binary = join(dist, existsSync(name) ? readFileSync(name, 'utf8') : 'electron');
  const hasScreen =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return existsSync(binary) && hasScreen ? binary : null;
}

const runtime = findRuntime();

test.skipIf(runtime === null)(
  'in a real Electron the window opens on the first start, sandboxed, with two functions and nothing else',
  async () => {
    const app = await electron.launch({
      executablePath: runtime ?? '',
      args: [
        join(builtFolder, 'main.js'),
        '--home',
        newHome(),
        '--port',
        '0',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
      env: { ...process.env, COUNTERSIGN_PASSPHRASE: 'only for this test' } as Record<string, string>, // as spawn takes it
    });
    try {
      const page = await app.firstWindow();
      await page.getByRole('button', { name: 'Try an approval' }).waitFor();
      expect(page.url()).toBe('countersign-app://window/');
      expect(await page.evaluate('Object.keys(countersign)')).toEqual(['call', 'subscribe']);
      expect(await page.evaluate(`typeof require + typeof process`)).toBe('undefinedundefined');
      expect(await page.evaluate(`countersign.call('flows.list', {})`)).toMatchObject({ ok: true });
      await page.getByRole('button', { name: 'Try an approval' }).click();
      await page.waitForURL(/countersign-app:\/\/window\/runs\//);
      expect(await app.evaluate(({ Notification }) => typeof Notification.isSupported())).toBe('boolean');
    } finally {
      await app.close();
    }
  },
  60_000,
);
