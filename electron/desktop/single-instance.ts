import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asOpening, type Opening } from './opening.ts';

/**
 * One desktop app for a home: a second start brings the first one's window to the front. Chromium keeps what it
 * stores, and its lock, in the home, so that two homes can be open at once. False: another one has this home.
 */
export function claimHome(
  home: string,
  opening: Opening | null,
  onSecondStart: (opening: Opening | null) => void,
): boolean {
  const folder = join(home, 'window');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  if (!app.requestSingleInstanceLock(opening ?? {})) return false;
  // Its arguments are not read here: Chromium reorders them. It has read its own, and sends what somebody opened.
  app.on('second-instance', (_event, _argv, _folder, sent) => onSecondStart(asOpening(sent)));
  return true;
}
