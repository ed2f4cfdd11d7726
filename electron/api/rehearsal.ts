import type { Drawing } from '../../shared/flow/drawing.ts';
import { rehearsal, type Rehearsed } from '../../shared/flow/rehearsal.ts';
import type { Target } from '../runtime/sources.ts';
import type { ApiParts } from './parts.ts';

/** What a run of this drawing would really do here. A version that is not live uses what is bound for live too. */
export function rehearsalOf(
  { store }: Pick<ApiParts, 'store'>,
  flow: string,
  target: Target,
  drawing: Drawing,
): Rehearsed[] {
  const side = target === 'draft' ? 'draft' : 'live';
  const bindings = store.connections.bindings(flow).filter((binding) => binding.target === side);
  return rehearsal({
    drawing,
    target: typeof target === 'number' ? 'version' : target,
    bindings: Object.fromEntries(bindings.map(({ slot, connection }) => [slot, connection])),
  });
}
