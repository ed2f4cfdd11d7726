import type { Json } from '../../../../shared/json.ts';
import { holdsFile } from '../../../../shared/run/run-examples.ts';

/** Why a value cannot travel in the flow’s file; null where it can. Secrets are blanked out before it comes here. */
export function whyNoExample(value: Json): string | null {
  return holdsFile(value)
    ? 'This is too large for an example: a flow is a small file. Write a shorter one below.'
    : null;
}
