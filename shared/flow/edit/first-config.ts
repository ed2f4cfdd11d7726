import type { JsonObject } from '../../json.ts';
import type { KindName } from '../../steps/index.ts';

/** What a step begins with where its kind has no default: enough that its ways out and its form make sense. */
const first: Partial<Record<KindName, (node: string) => JsonObject>> = {
  'trigger.webhook': (node) => ({ path: node.replaceAll('_', '-'), auth: 'secret' }),
  'trigger.schedule': () => ({ cron: '0 9 * * 1-5' }),
  approval: () => ({ title: 'May this go on?', timeout: 'none' }),
  set: () => ({ values: {} }),
  branch: () => ({ cases: [{ name: 'yes', when: '' }] }),
  sleep: () => ({ for: '1h' }),
};

export const firstConfig = (kind: string, node: string): JsonObject | undefined =>
  Object.hasOwn(first, kind) ? first[kind as KindName]?.(node) : undefined; // checked by hasOwn
