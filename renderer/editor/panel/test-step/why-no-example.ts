import type { Json } from '../../../../shared/json.ts';
import { isResourceRef } from '../../../../shared/run/input.ts';

/** Why a value cannot travel in the flow’s file; null where it can. Secrets are blanked out before it comes here. */
export function whyNoExample(value: Json): string | null {
  return holdsFile(value)
    ? 'This is too large for an example: a flow is a small file. Write a shorter one below.'
    : null;
}

function holdsFile(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // What a step kept as a file has a name; its example only names it.
  return isResourceRef(value) ? value.name === undefined : Object.values(value).some(holdsFile);
}
