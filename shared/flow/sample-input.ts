import { isJsonObject, type Json } from '../json.ts';
import type { Drawing } from './drawing.ts';

/** What a run from this trigger is given to begin with: by hand its fields, else what arrives. */
export const partOf = (kind: string): 'body' | 'input' => (kind === 'trigger.webhook' ? 'body' : 'input');

/** The trigger's sample as what a run starts with; a sample may hold it whole (`{ body: … }`) or be it. */
export function sampleInput(drawing: Drawing, trigger: string): Json | undefined {
  const sample = drawing.samples?.[trigger];
  const part = partOf(drawing.nodes[trigger]?.kind ?? '');
  return isJsonObject(sample) && sample[part] !== undefined ? sample[part] : sample;
}
