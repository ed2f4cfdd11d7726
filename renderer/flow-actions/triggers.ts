import type { Drawing } from '../../shared/flow/drawing.ts';
import { kindOf } from '../../shared/steps/index.ts';

export type Trigger = { node: string; kind: string };

/** The ways a flow begins; the manual one first, as the API chooses it when nobody says. */
export function triggersOf(drawing: Drawing): Trigger[] {
  return Object.entries(drawing.nodes)
    .filter(([, { kind }]) => kindOf(kind)?.execution === 'trigger')
    .map(([node, { kind }]) => ({ node, kind }))
    .sort((a, b) => Number(b.kind === 'trigger.manual') - Number(a.kind === 'trigger.manual'));
}
