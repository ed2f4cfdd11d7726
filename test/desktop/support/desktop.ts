import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { chromiumPath } from '../../support/chromium.ts';
import { onTestFinished, vi } from 'vitest';
import type { Client } from '../../../shared/api/client.ts';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { IpcAnswer } from '../../../electron/transport/ipc.ts';
import { until } from '../../support/host-process.ts';
import type { WindowDouble } from '../double/browser-window.ts';
import { createElectronDouble, type DoubleOptions, type ElectronDouble } from '../double/electron.ts';
import type { RealPage } from '../double/page.ts';

/** Where `npm run build` puts the window and the preload. */
export const builtFolder = fileURLToPath(new URL('../../../out', import.meta.url));

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

export const makeHome = (): string => mkdtempSync(join(tmpdir(), 'countersign-desktop-'));

/** A home of its own, gone after the test. */
export function newHome(): string {
  const home = makeHome();
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export type Desktop = {
  double: ElectronDouble;
  window: () => WindowDouble;
  /** The window's page in the real Chromium. */
  real: () => Promise<RealPage>;
  /** Asks as the page does, by what the preload gave it. */
  call: Client;
  /** Resolves with the exit code. */
  quit: () => Promise<number>;
};

/** For one test; it is quit after it. */
export async function startDesktop(
  home: string,
  options: DoubleOptions,
  more: StartOptions = {},
): Promise<Desktop> {
  const desktop = await launchDesktop(home, options, more);
  onTestFinished(async () => void (await desktop.quit()));
  return desktop;
}

export type StartOptions = {
  /** Besides the home and the port. */
  argv?: string[];
  platform?: NodeJS.Platform;
  /** A session whose messages the app may use; none unless said. */
  busAddress?: string;
};

/** Starts the real desktop entry in this process, with the double in Electron's place. */
export async function launchDesktop(
  home: string,
  options: DoubleOptions,
  { argv = [], platform, busAddress = '' }: StartOptions = {},
): Promise<Desktop> {
  if (!existsSync(join(builtFolder, 'preload.cjs')))
    throw new Error(`${builtFolder}/preload.cjs is missing: run \`npm run build\` first.`);
  const double = createElectronDouble(options);
  // Never the desktop of whoever runs the tests.
  process.env['DBUS_SESSION_BUS_ADDRESS'] = busAddress;
  await loadWithElectron(double.module, async () => {
    const { start } = await import('../../../electron/main.ts');
    await start({
      argv: ['--home', home, '--port', '0', ...argv],
      folder: builtFolder,
      ...(platform === undefined ? {} : { platform }),
    });
  });
  const window = (): WindowDouble => {
    const [first] = double.windows();
    if (first === undefined) throw new Error('No window is open.');
    return first;
  };
  const quit = async (): Promise<number> => {
    double.module.app.quit();
    const code = await double.exited;
    await Promise.all(double.windows().map((one) => one.close()));
    return code;
  };
  return {
    double,
    window,
    real: () => window().real,
    call: async (name, input) => {
      const { page } = await window().real;
      const answer = await page.evaluate<IpcAnswer>(
        `countersign.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
      );
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
      return answer.value as OutputOf<typeof name>; // the host made it from the same contract
    },
    quit,
  };
}

/** Imports our own modules afresh, with `electron` being what is given. */
export async function loadWithElectron<T>(electron: object, load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  vi.doMock('electron', () => electron);
  return load();
}

export { until };
