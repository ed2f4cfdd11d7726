import type { Drawing } from '../../shared/flow/drawing.ts';
import { partOf, sampleInput } from '../../shared/flow/sample-input.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import { useCall } from '../api/use-call.ts';
import type { Trigger } from './triggers.ts';

type Starting = { isKnown: boolean; input: Json | undefined; from: string | null };

/** What a form starts with: what the last run got at the same trigger, else the file's sample, else nothing. */
export function useStartingInput(flow: string, drawing: Drawing, trigger: Trigger | undefined): Starting {
  const recent = useCall('runs.list', { flow, limit: 10 });
  const last = recent.data?.items.find((run) => run.trigger.node === trigger?.node)?.id;
  const run = useCall('runs.get', { id: last ?? '' }, { enabled: last !== undefined });
  const isKnown = !recent.isPending && (last === undefined || !run.isPending);

  const payload = run.data?.trigger.payload;
  const part = partOf(trigger?.kind ?? '');
  const before = isJsonObject(payload) ? payload[part] : undefined;
  if (before !== undefined && !isStored(before)) return { isKnown, input: before, from: 'From the last run' };

  const sample = trigger === undefined ? undefined : sampleInput(drawing, trigger.node);
  if (sample !== undefined) return { isKnown, input: sample, from: 'From the flow’s sample' };
  return { isKnown, input: trigger?.kind === 'trigger.webhook' ? {} : undefined, from: null };
}

/** A big payload is only a reference to where it is stored: nothing to edit. */
const isStored = (value: Json): boolean => JSON.stringify(value).includes('"$resource"');
