import { app } from 'electron';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { System } from './system.ts';

export type LoginItem = {
  isOn: () => boolean;
  set: (on: boolean) => void;
  /** Why it cannot be offered here; null: it can. */
  why: string | null;
};

type Parts = {
  system: System;
  /** Named by `--home`: the start at login has to open the same one. */
  home: string | undefined;
  env?: NodeJS.ProcessEnv;
};

const fromSource = 'Only the installed app can start at login; this one runs from its source.';

/** Starts the app without a window when the person logs in. */
export function createLoginItem({ system, home, env = process.env }: Parts): LoginItem {
  const args = ['--hidden', ...(home === undefined ? [] : ['--home', home])];
  const why = app.isPackaged ? null : fromSource;
  if (system === 'linux') return { ...createAutostart(env, args), why };
  // macOS starts apps at login without arguments, and says afterwards that it did: see `startedAtLogin`.
  const options = system === 'windows' ? { args: args.map(quoted) } : {};
  return {
    isOn: () => app.getLoginItemSettings(options).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...options, openAtLogin: on }),
    why,
  };
}

/** macOS alone: other systems say it with `--hidden`. */
export function startedAtLogin(system: System): boolean {
  return system === 'mac' && app.getLoginItemSettings().wasOpenedAtLogin;
}

const quoted = (argument: string): string => (/[\s"]/.test(argument) ? `"${argument}"` : argument);

/** Linux desktops start what lies in one folder (XDG autostart). */
function createAutostart(env: NodeJS.ProcessEnv, args: string[]): Omit<LoginItem, 'why'> {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const folder = join(config === '' ? join(homedir(), '.config') : config, 'autostart');
  const file = join(folder, 'countersign.desktop');
  // An AppImage runs from a folder that is gone afterwards; it names itself here.
  const program = env['APPIMAGE'] ?? process.execPath;
  return {
    isOn: () => {
      try {
        return !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    set: (on) => {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, entry([program, ...args]));
    },
  };
}

function entry(command: string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Countersign',
    'Comment=Runs flows and asks before anything irreversible happens',
    `Exec=${command.map(execQuoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** As the Desktop Entry Specification quotes: first for its strings, inside them for its commands. */
function execQuoted(argument: string): string {
  const command = argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  return `"${command.replaceAll('\\', '\\\\')}"`;
}
