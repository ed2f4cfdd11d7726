import { z } from 'zod';

import { defineKind } from './kind.ts';
import { choice, poolName, rule, slotName, text } from './schema.ts';

type Recipients = { people: string[]; pools: string[]; channel?: string | undefined };

const recipients = z.union([
  z.array(text).transform((people): Recipients => ({ people, pools: [] })),
  z.strictObject({
    people: z.array(text).default([]),
    pools: z.array(poolName).default([]),
    /** Carried in a webhook's body: the far end knows its channels. */
    channel: text.optional(),
  }),
]);

const config = z
  .strictObject({
    to: recipients.prefault({}),
    title: text,
    body: text.optional(),
    link: text.optional(),
    via: choice(['desktop', 'email', 'webhook'], ['slack']).default('desktop'),
    connection: slotName.optional(),
  })
  .check(
    rule((message) => {
      if (message.via !== 'desktop' && message.connection === undefined) {
        const kind = message.via === 'email' ? 'a mail server' : 'a web service';
        return {
          message: `A message by ${message.via} needs ${kind} to go through.`,
          fix: `Name a \`connection\` of kind ${message.via === 'email' ? 'smtp' : 'http'}.`,
        };
      }
      if (message.via === 'desktop' && message.connection !== undefined) {
        return {
          message: 'A message on this desktop needs no connection.',
          fix: 'Remove `connection`, or write `via: email` or `via: webhook`.',
          path: ['connection'],
        };
      }
      if (message.via === 'email' && message.to.people.length + message.to.pools.length === 0) {
        return {
          message: 'This mail has nobody to go to.',
          fix: 'Name `people` or `pools` in `to`.',
          path: ['to'],
        };
      }
      if (message.to.channel !== undefined && message.via !== 'webhook') {
        return {
          message: '`channel` is only for messages by webhook.',
          fix: 'Remove `channel`, or write `via: webhook`.',
          path: ['to', 'channel'],
        };
      }
      return null;
    }),
  );

/** “3 people”, where pools count as what they are called; whom a formula names, nobody can count yet. */
function audience({ people, pools }: Recipients): string {
  if (people.some((person) => person.includes('{{'))) return 'the people the run names';
  const persons = people.length === 1 ? '1 person' : `${people.length} people`;
  return [...(people.length > 0 ? [persons] : []), ...pools].join(' and ');
}

const words = { desktop: 'Desktop message', email: 'Mail', webhook: 'Message' } as const;

export const notify = defineKind({
  kind: 'notify',
  title: 'Tell people',
  summary: 'Sends a message to people, by desktop, mail or webhook.',
  group: 'people',
  config,
  execution: 'effect',
  ports: () => ['done'],
  effect: () => 'write',
  canFail: true,
  /** At least once: the message carries the visit's key, so that the far end can drop a repeat. */
  afterCrash: () => 'again',
  literals: ['via', 'connection'],
  conditions: [],
  connectionFor: (message) => (message.via === 'email' ? 'smtp' : message.via === 'webhook' ? 'http' : null),
  describe: (message) => {
    const to = audience(message.to);
    const where = to === '' ? (message.connection ?? 'the owner') : to;
    return `${words[message.via]} to ${where}`;
  },
});
