import { z } from 'zod';
import { procedure } from './procedure.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day, such as 22:00');

/** When nothing pops up, by the clock of the computer that shows messages; `days` are those on which it begins, 1 is Monday. */
export const quietHours = z.strictObject({
  from: timeOfDay,
  to: timeOfDay,
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
});
export type QuietHours = z.output<typeof quietHours>;

const desktopMessageState = z.object({
  available: z.boolean(),
  /** Why there are none, in plain words. */
  reason: z.string().nullable(),
  buttons: z.boolean(),
  reply: z.boolean(),
  /** What nobody pressed waits in a list of the system. */
  keeps: z.boolean(),
  quiet: quietHours.nullable(),
  /** Nothing pops up before then; null: not quiet now. */
  quietUntil: z.string().nullable(),
});

/** Messages on the computer that asks: these stay with it, also where its window looks at another host. */
export const desktopMessages = {
  'desktop.messages': procedure({
    method: 'GET',
    path: '/desktop/messages',
    summary: 'What messages on this computer can do, and when nothing pops up',
    right: 'read',
    input: z.strictObject({}),
    output: desktopMessageState,
  }),
  'desktop.setMessages': procedure({
    method: 'PUT',
    path: '/desktop/messages',
    summary: 'Set the hours in which nothing pops up on this computer',
    right: 'workspace',
    input: z.strictObject({ quiet: quietHours.nullable() }),
    output: desktopMessageState,
  }),
};
