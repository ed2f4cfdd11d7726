import type { Json } from '../../shared/json.ts';
import { isResourceRef } from '../../shared/run/input.ts';
import { InlineValue, type ValueKind } from './inline-value.tsx';
import { ResourceView } from './resource-view.tsx';

type Props = { value: Json | undefined; kind?: ValueKind; label: string };

/** Any value of a run in its proper viewer; big ones are loaded in parts. */
export function ValueView({ value, kind = 'auto', label }: Props) {
  if (isResourceRef(value))
    return <ResourceView key={value.$resource} resource={value} kind={kind} label={label} />;
  return <InlineValue value={value} kind={kind} label={label} />;
}
