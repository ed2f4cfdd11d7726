import { z } from 'zod';
import { name } from './parts.ts';
import { procedure } from './procedure.ts';

/** One thing the desktop app can do here or not, whether it does, and what there is to know about it. */
const ability = z.object({
  on: z.boolean(),
  available: z.boolean(),
  /** In a sentence: why it is not available, or what it means on this system. */
  note: z.string().nullable(),
});

const computer = z.object({
  system: z.enum(['mac', 'windows', 'linux']),
  /** The mark beside the clock, with what waits. */
  tray: ability,
  /** Runs and deadlines go on when the window is closed. */
  keepRunning: ability,
  startAtLogin: ability,
  spellCheck: ability,
});

/**
 * How the desktop app behaves on the computer it runs on. These calls go to that computer's host whichever host the
 * window looks at; a host without a desktop app answers 404.
 */
export const desktop = {
  'desktop.get': procedure({
    method: 'GET',
    path: '/desktop',
    summary: 'How the desktop app behaves on this computer, and what this system can do',
    right: 'read',
    input: z.strictObject({}),
    output: computer,
  }),
  'desktop.set': procedure({
    method: 'PUT',
    path: '/desktop',
    summary: 'Change how the desktop app behaves on this computer',
    right: 'workspace',
    input: z.strictObject({
      keepRunning: z.boolean().optional(),
      startAtLogin: z.boolean().optional(),
      spellCheck: z.boolean().optional(),
    }),
    output: computer,
  }),
  'desktop.file': procedure({
    method: 'GET',
    path: '/desktop/files/{id}',
    summary: 'A flow file that somebody opened with the desktop app; nothing of it is stored',
    right: 'author',
    input: z.strictObject({ id: name }),
    output: z.object({
      name: z.string(),
      text: z.string(),
      /** Why it cannot even be looked at. */
      problem: z.object({ message: z.string(), fix: z.string() }).nullable(),
    }),
  }),
};
