import { isJsonObject, type Json } from '../../shared/json.ts';

/** A run whose values, and with `replace` whose drawing, the designer is to begin with. */
export type RunHandover = { run: string; replace: boolean };

const key = 'countersignRun';

/**
 * Goes with the step into the history and not into the address: nobody can be sent a link that changes a draft, and
 * loading the page again does not do it twice.
 */
export const handoverState = (handover: RunHandover): object => ({ [key]: handover });

/** What the designer was opened with; it is given out once. */
export function takeRunHandover(): RunHandover | null {
  const state = history.state as Json; // whatever was put there survives as JSON
  const handover = isJsonObject(state) ? state[key] : undefined;
  if (!isJsonObject(handover) || typeof handover['run'] !== 'string') return null;
  history.replaceState(null, '');
  return { run: handover['run'], replace: handover['replace'] === true };
}
