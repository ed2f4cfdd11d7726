import type { Drawing } from '../../../../shared/flow/drawing.ts';
import type { Seen } from '../../../../shared/flow/offers/offers.ts';
import { payloadFromSample } from '../../../../shared/flow/trigger-payload.ts';
import type { Json } from '../../../../shared/json.ts';

/** What started the last run, else what the example of a start stands for; undefined where there is neither. */
export function startPayload(drawing: Drawing, seen: Seen): Json | undefined {
  if (seen.trigger !== null) return seen.trigger.payload;
  const start = Object.entries(drawing.nodes).find(
    ([name, { kind }]) => kind.startsWith('trigger.') && drawing.samples?.[name] !== undefined,
  );
  if (start === undefined) return undefined;
  const [name, { kind }] = start;
  return payloadFromSample(kind, drawing.samples?.[name] ?? null);
}
