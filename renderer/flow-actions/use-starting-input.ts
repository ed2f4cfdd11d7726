import type { Drawing } from '../../shared/flow/drawing.ts';
import { partOf, sampleInput } from '../../shared/flow/sample-input.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import { useCall } from '../api/use-call.ts';
import type { Trigger } from './triggers.ts';
import { usedValues } from './used-values.ts';

/** What a form can be filled in with. */
export type Filling = { label: string; input: Json | undefined };

/** What a run got that is to be done again. */
export type Again = { node: string; payload: Json };

/** `fillings`, best first: the run to do again, what was last used here, the last run's, the file's example, nothing. */
export function useStartingInput(
  flow: string,
  drawing: Drawing,
  trigger: Trigger | undefined,
  again: Again | undefined,
): { isKnown: boolean; fillings: Filling[] } {
  const recent = useCall('runs.list', { flow, limit: 10 });
  const last = recent.data?.items.find((run) => run.trigger.node === trigger?.node)?.id;
  const run = useCall('runs.get', { id: last ?? '' }, { enabled: last !== undefined });
  const isKnown = !recent.isPending && (last === undefined || !run.isPending);

  const part = partOf(trigger?.kind ?? '');
  const given = (payload: Json | undefined): Json | undefined => {
    const value = isJsonObject(payload) ? payload[part] : undefined;
    return value === undefined || isStored(value) ? undefined : value;
  };
  const example = trigger === undefined ? undefined : sampleInput(drawing, trigger.node);
  const empty = trigger?.kind === 'trigger.webhook' ? {} : undefined;

  const fillings: Filling[] = [
    { label: 'That run', input: again?.node === trigger?.node ? given(again?.payload) : undefined },
    { label: 'Last used', input: trigger === undefined ? undefined : usedValues(flow, trigger.node) },
    { label: 'Last run', input: given(run.data?.trigger.payload) },
    { label: 'Example', input: example },
  ].filter(({ input }) => input !== undefined);
  return { isKnown, fillings: distinct([...fillings, { label: 'Nothing', input: empty }]) };
}

/** A big payload is only a reference to where it is stored: nothing to edit. */
const isStored = (value: Json): boolean => JSON.stringify(value).includes('"$resource"');

function distinct(fillings: readonly Filling[]): Filling[] {
  const byText = new Map(fillings.toReversed().map((filling) => [JSON.stringify(filling.input), filling]));
  return fillings.filter((filling) => byText.get(JSON.stringify(filling.input)) === filling);
}
