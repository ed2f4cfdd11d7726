import { session } from 'electron';
import type { OutputOf, ParsedOf } from '../../shared/api/contract.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import type { Kept } from './kept-json.ts';
import type { LoginItem } from './login-item.ts';
import type { System } from './system.ts';

type Computer = OutputOf<'desktop.get'>;

type Parts = {
  system: System;
  settings: Kept<DesktopSettings>;
  loginItem: LoginItem;
  hasTray: () => Promise<boolean>;
};

/** How the app behaves on this computer: what Settings shows and changes. */
export function createComputer({ system, settings, loginItem, hasTray }: Parts): {
  get: () => Promise<Computer>;
  set: (change: ParsedOf<'desktop.set'>) => Promise<Computer>;
} {
  const get = async (): Promise<Computer> => {
    const { keepRunning, spellCheck } = settings.get();
    const isShown = await hasTray();
    return {
      system,
      tray: { on: isShown, available: isShown, note: isShown ? null : noTray },
      keepRunning: { on: keepRunning, available: true, note: stays(system, isShown, keepRunning) },
      startAtLogin: {
        on: loginItem.why === null && loginItem.isOn(),
        available: loginItem.why === null,
        note: loginItem.why ?? 'Without a window, so that runs and deadlines go on.',
      },
      spellCheck: { on: spellCheck, available: true, note: spelling[system] },
    };
  };
  return {
    get,
    set: async ({ keepRunning, startAtLogin, spellCheck }) => {
      const now = settings.get();
      if (keepRunning !== undefined || spellCheck !== undefined) {
        settings.set({
          ...now,
          keepRunning: keepRunning ?? now.keepRunning,
          spellCheck: spellCheck ?? now.spellCheck,
        });
      }
      if (spellCheck !== undefined) session.defaultSession.setSpellCheckerEnabled(spellCheck);
      if (startAtLogin !== undefined && loginItem.why === null) loginItem.set(startAtLogin);
      return get();
    },
  };
}

const noTray =
  'This desktop shows no marks beside the clock (GNOME does with the extension “AppIndicator”). The window and desktop messages say what waits.';

const spelling: Record<System, string> = {
  mac: 'The system’s own dictionaries are used. Nothing is sent anywhere.',
  windows:
    'The system’s own dictionaries are used; a language it lacks is fetched once from a Google server.',
  linux: 'The dictionary is fetched once from a Google server. What you type is sent nowhere.',
};

function stays(system: System, hasTray: boolean, isOn: boolean): string {
  if (!isOn) return 'Closing the window ends the app: schedules and deadlines wait for the next start.';
  if (system === 'mac') return 'Runs and deadlines go on. Quit from the menu bar.';
  return hasTray
    ? 'Runs and deadlines go on. Quit from the mark beside the clock.'
    : 'Runs and deadlines go on. Start Countersign again to open its window; quit from its File menu.';
}
