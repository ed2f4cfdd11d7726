import { join } from 'node:path';
import { z } from 'zod';
import { openKeptJson, type Kept } from './kept-json.ts';

const settings = z.object({
  keepRunning: z.boolean(),
  spellCheck: z.boolean(),
  /** The first time its window was closed, somebody was told that the app goes on. */
  toldItStays: z.boolean(),
});

export type DesktopSettings = z.output<typeof settings>;

/** What the person at this computer chose for the app around this home. */
export function openDesktopSettings(home: string): Kept<DesktopSettings> {
  const absent = { keepRunning: true, spellCheck: false, toldItStays: false };
  return openKeptJson(join(home, 'window', 'desktop.json'), settings, absent);
}
