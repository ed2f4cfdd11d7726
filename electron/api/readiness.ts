import type { Definition } from '../../shared/flow/definition.ts';
import { readiness, type KnownConnection, type ReadinessProblem } from '../../shared/flow/readiness.ts';
import { connectionKindOf } from '../../shared/connections/kinds.ts';
import type { ConnectionView } from '../connections/connections.ts';
import type { ApiParts } from './parts.ts';

/** What a definition still needs on this machine before it can run live. */
export function readinessOf(
  { store, connections }: Pick<ApiParts, 'store' | 'connections'>,
  flow: string,
  hash: string,
  compiled: Definition | null = null,
): ReadinessProblem[] {
  const definition = compiled ?? store.definitions.get(hash);
  if (definition === null) throw new Error(`The definition ${hash} is not in the store.`);
  const bindings = store.connections.bindings(flow).filter(({ target }) => target === 'live');
  return readiness({
    definition,
    bindings: Object.fromEntries(bindings.map(({ slot, connection }) => [slot, connection])),
    workspace: store.workspace.get(),
    connections: connections.list().flatMap(known),
  });
}

function known({ name, kind, secrets }: ConnectionView): KnownConnection[] {
  const spec = connectionKindOf(kind);
  if (spec === undefined) return [];
  const needed = spec.secrets.filter(({ required }) => required).map((field) => field.name);
  // A server lets nobody in without one of the two.
  if (kind === 'ssh' && !secrets.includes('password')) needed.push('privateKey');
  return [{ name, kind: spec.kind, missing: needed.filter((field) => !secrets.includes(field)) }];
}
