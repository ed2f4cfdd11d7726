import type { JsonObject } from '../../json.ts';
import type { KindName } from '../../steps/index.ts';
import type { Drawing } from '../drawing.ts';
import { firstEvidence } from './first-evidence.ts';

/** What an approval asks until somebody writes the question. */
export const standInTitle = 'May this go on?';

/** What a step begins with where its kind has no default: enough that its ways out and its form make sense. */
const first: Partial<Record<KindName, (node: string) => JsonObject>> = {
  'trigger.webhook': (node) => ({ path: node.replaceAll('_', '-'), auth: 'secret' }),
  'trigger.schedule': () => ({ cron: '0 9 * * 1-5' }),
  approval: () => ({ title: standInTitle, timeout: 'none' }),
  set: () => ({ values: {} }),
  branch: () => ({ cases: [{ name: 'yes', when: '' }] }),
  sleep: () => ({ for: '1h' }),
};

export const firstConfig = (kind: string, node: string): JsonObject | undefined =>
  Object.hasOwn(first, kind) ? first[kind as KindName]?.(node) : undefined; // checked by hasOwn

/** Parts of a card that are about the matter, not about who is asked and when. */
const matter = ['title', 'proposal', 'show', 'editable', 'require', 'tier'];

/**
 * What a step begins with because of what leads to it. An approval after an approval asks somebody else the same
 * question; after any other step it shows what that step gives.
 */
export function configAfter(drawing: Drawing, kind: string, from: string): JsonObject | undefined {
  if (kind !== 'approval') return undefined;
  const before = drawing.nodes[from];
  if (before?.kind === 'approval') {
    const config = before.config ?? {};
    return Object.fromEntries(Object.entries(config).filter(([key]) => matter.includes(key)));
  }
  const evidence = firstEvidence(drawing, from);
  return evidence === null ? undefined : { show: [evidence] };
}
