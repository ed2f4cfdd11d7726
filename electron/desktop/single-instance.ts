import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One desktop app for a home: a second start brings the first one's window to the front. Chromium keeps what it
 * stores, and its lock, in the home, so that two homes can be open at once. False: another one has this home.
 */
export function claimHome(home: string, onSecondStart: () => void): boolean {
  const folder = join(home, 'window');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  if (!app.requestSingleInstanceLock()) return false;
  // What the second start was given is not read: an argument may come from a link that a page made somebody press.
  app.on('second-instance', onSecondStart);
  return true;
}
