import { z } from 'zod';

import { defineKind } from './kind.ts';
import { json, rule, text } from './schema.ts';

const pathPattern = /^[A-Za-z0-9][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/;

const config = z
  .strictObject({
    path: text,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
    auth: z.enum(['none', 'secret', 'hmac']).default('secret'),
    dedupe: text.optional(),
    respond: z.enum(['accepted', 'completed']).default('accepted'),
    responseBody: json.optional(),
    requester: text.optional(),
  })
  .check(
    rule((hook) => {
      if (!pathPattern.test(hook.path)) {
        return {
          message: `“${hook.path}” cannot be a webhook’s path.`,
          fix: 'Use letters, digits, - and _, with / between parts and no / at the start: `drafts`.',
          path: ['path'],
        };
      }
      if (hook.responseBody !== undefined && hook.respond !== 'completed') {
        return {
          message: '`responseBody` is only sent once the run is done.',
          fix: 'Write `respond: completed`, or remove `responseBody`.',
          path: ['responseBody'],
        };
      }
      return null;
    }),
  );

export const triggerWebhook = defineKind({
  kind: 'trigger.webhook',
  title: 'Webhook',
  summary: 'Starts when another program calls this flow’s address.',
  group: 'start',
  config,
  execution: 'trigger',
  ports: () => ['done'],
  effect: () => 'none',
  canFail: false,
  afterCrash: () => 'again',
  literals: ['path', 'method', 'auth', 'respond'],
  conditions: [],
  describe: (hook) => `${hook.method} to /${hook.path}`,
});
