import type { OutputOf } from '../../shared/api/contract.ts';
import { resolvePeople } from '../../shared/approval/assignment.ts';
import { compile } from '../../shared/flow/compile.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { holdersIn } from '../../shared/flow/edit/remap-holders.ts';
import { locateAll } from '../../shared/flow/locate.ts';
import { outsideOf } from '../../shared/flow/outside.ts';
import { readFlowFile } from './flow-import.ts';
import type { ApiParts } from './parts.ts';

type Inspected = OutputOf<'flows.inspect'>;

/** Reads, never writes: who leaves the import page leaves nothing behind. */
export function inspectFlow(parts: ApiParts, given: string): Inspected {
  const { drawing, text, etag, origin, release } = readFlowFile(parts, given);
  const { store } = parts;
  const compiled = compile(drawing);
  const there = store.flows.get(drawing.id);
  const here = release === null ? null : store.releases.get(release.flow, release.version);
  return {
    drawing,
    text,
    etag,
    hash: compiled.ok ? compiled.hash : null,
    problems: locateAll(given, compiled.ok ? compiled.warnings : compiled.problems),
    existing:
      there === null
        ? null
        : {
            name: there.name,
            etag: there.etag,
            live: there.live,
            text: there.text,
            same: there.etag === etag,
          },
    origin: origin === null ? null : { ...origin, here: here !== null && here.hash === release?.hash },
    outside: outsideOf(drawing),
    connections: connectionsOf(parts, drawing),
    ...namedOf(parts, drawing),
  };
}

function connectionsOf({ store, connections }: ApiParts, drawing: Drawing): Inspected['connections'] {
  const known = connections.list();
  const bound = store.connections.bindings(drawing.id);
  const boundTo = (slot: string, target: 'draft' | 'live'): string | null =>
    bound.find((one) => one.slot === slot && one.target === target)?.connection ?? null;
  const nodes = Object.entries(drawing.nodes);
  return Object.entries(drawing.connections ?? {}).map(([name, { kind, description }]) => ({
    name,
    kind,
    description: description ?? null,
    steps: nodes.filter(([, node]) => node.config?.['connection'] === name).map(([step]) => step),
    candidates: known.filter((one) => one.kind === kind).map((one) => one.name),
    draft: boundTo(name, 'draft'),
    live: boundTo(name, 'live'),
  }));
}

function namedOf({ store }: ApiParts, drawing: Drawing): Pick<Inspected, 'pools' | 'people'> {
  const workspace = store.workspace.get();
  const { pools, people } = holdersIn(drawing);
  const personOf = (name: string): string | null => {
    const [id] = resolvePeople([name], workspace);
    return workspace.people.find((person) => person.id === id)?.id ?? null;
  };
  return {
    pools: pools.map(({ name, steps }) => ({
      name,
      steps,
      members: Object.hasOwn(workspace.pools, name) ? (workspace.pools[name] ?? null) : null,
    })),
    people: people.map(({ name, steps }) => ({ name, steps, person: personOf(name) })),
  };
}
