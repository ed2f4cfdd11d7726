import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron as electron, type Browser } from 'playwright';
import { createElectronDouble } from '../double/electron.ts';
import { builtFolder, launchDesktop, loadWithElectron, until } from './desktop.ts';
import { findRuntime } from './electron-runtime.ts';

/** The app under a spec that does not know what runs it: the double in this process, or a real Electron. */
export type Driven = {
  /** Evaluated in the page of the window that is open. */
  inPage: (code: string) => Promise<unknown>;
  /** Where the window is. */
  path: () => Promise<string>;
  windows: () => Promise<number>;
  closeWindow: () => Promise<void>;
  /** The page's process ends, as by a fault of Chromium. */
  crashPage: () => Promise<void>;
  /** Starts the program once more with the same home; resolves when that second one has ended. */
  startAgain: (argv: string[]) => Promise<void>;
  /** Resolves with the exit code. */
  quit: () => Promise<number>;
};

export type Driver = { name: string; start: ((home: string) => Promise<Driven>) | null };

/** Both drivers; one that cannot work here has nothing to start, and its specs are reported as skipped. */
export function drivers(browser: () => Browser): Driver[] {
  const runtime = findRuntime();
  if (runtime === null && process.env['REQUIRE_ELECTRON'] === '1')
    throw new Error('REQUIRE_ELECTRON is set, and there is no Electron runtime or no screen.');
  return [
    { name: 'the double', start: (home) => startDouble(home, browser()) },
    {
      name: 'a real Electron',
      start: runtime === null ? null : (home) => startReal(home, runtime),
    },
  ];
}

/** Somebody closed a window here before, so nobody is asked. */
function wasToldItStays(home: string): void {
  mkdirSync(join(home, 'window'), { recursive: true });
  const settings = { keepRunning: true, spellCheck: false, toldItStays: true };
  writeFileSync(join(home, 'window', 'desktop.json'), JSON.stringify(settings));
}

async function startDouble(home: string, browser: Browser): Promise<Driven> {
  wasToldItStays(home);
  const desktop = await launchDesktop(home, { browser });
  const page = async () => (await desktop.real()).page;
  return {
    inPage: async (code) => (await page()).evaluate(code),
    path: async () => new URL((await page()).url()).pathname,
    windows: async () => desktop.double.windows().length,
    closeWindow: () => desktop.window().close(),
    crashPage: async () => desktop.window().crash(),
    startAgain: async (argv) => {
      const second = createElectronDouble({ browser });
      await loadWithElectron(second.module, async () => {
        const { start } = await import('../../../electron/main.ts');
        await start({ argv: ['--home', home, ...argv], folder: builtFolder });
      });
      await second.exited;
    },
    quit: desktop.quit,
  };
}

/** As root, Chromium refuses its sandbox; nothing else is ever switched off. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

async function startReal(home: string, executablePath: string): Promise<Driven> {
  wasToldItStays(home);
  const args = [...asRoot, join(builtFolder, 'main.js'), '--home', home];
  const env = {
    ...process.env,
    COUNTERSIGN_PASSPHRASE: 'only for this test',
  } as Record<string, string>; // as spawn takes it
  const app = await electron.launch({ executablePath, args: [...args, '--port', '0'], env });
  await app.firstWindow();
  const inPage = (code: string): Promise<unknown> =>
    app.evaluate(
      ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
      code,
    );
  return {
    inPage,
    path: async () => String(await inPage('location.pathname')),
    windows: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    closeWindow: async () => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
      await until(async () => (await count()) === 0, 'the window is closed');
    },
    crashPage: () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      ),
    startAgain: async (argv) => {
      const second = spawn(executablePath, [...args, ...argv], { env, stdio: 'ignore' });
      await once(second, 'exit');
    },
    quit: async () => {
      const child = app.process();
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
      await app.evaluate(({ app: program }) => program.quit()).catch(() => undefined); // it ends while it answers
      return Number((await ended)[0] ?? -1);
    },
  };
}
