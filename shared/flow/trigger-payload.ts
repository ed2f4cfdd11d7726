import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

const partOf: Record<string, string> = {
  'trigger.manual': 'input',
  'trigger.webhook': 'body',
  'trigger.schedule': 'scheduledFor',
};

/** The main part of what a kind of start gives: `trigger.input`, `trigger.body` … */
export const triggerPartOf = (kind: string): string => partOf[kind] ?? 'input';

/** What a trigger's sample stands for: it may be the whole of what starts the run, or its main part alone. */
export function payloadFromSample(kind: string, sample: Json): JsonObject {
  const part = triggerPartOf(kind);
  return isJsonObject(sample) && sample[part] !== undefined ? sample : { [part]: sample };
}
