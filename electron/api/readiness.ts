import type { Definition } from '../../shared/flow/definition.ts';
import { readiness, type ReadinessProblem } from '../../shared/flow/readiness.ts';
import type { ApiParts } from './parts.ts';

/** What a definition still needs on this machine before it can run live. */
export async function readinessOf(
  { store, connections }: Pick<ApiParts, 'store' | 'connections'>,
  flow: string,
  hash: string,
  compiled: Definition | null = null,
): Promise<ReadinessProblem[]> {
  const definition = compiled ?? store.definitions.get(hash);
  if (definition === null) throw new Error(`The definition ${hash} is not in the store.`);
  const bindings = store.connections.bindings(flow).filter(({ target }) => target === 'live');
  return readiness({
    definition,
    bindings: Object.fromEntries(bindings.map(({ slot, connection }) => [slot, connection])),
    workspace: store.workspace.get(),
    connections: connections.known(),
  });
}
