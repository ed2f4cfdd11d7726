import type { connections } from '../../shared/api/connections.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { HandlersOf } from './dispatch.ts';
import { flowOf } from './flow-sources.ts';
import type { ApiParts } from './parts.ts';

export function createConnectionHandlers(parts: ApiParts): HandlersOf<typeof connections> {
  const { store, connections, reader } = parts;

  /** Every place the draft or any bound release names, with what stands there. */
  function bindings(id: string): OutputOf<'connections.bindings'> {
    const flow = flowOf(store, id);
    const { drawing } = reader(flow.text, flow.etag);
    const bound = store.connections.bindings(id);
    const released = flow.live === null ? {} : (definitionOf(id, flow.live)?.connections ?? {});
    const slots: Record<string, { kind: string; description?: string }> = { ...released, ...drawing.connections };
    const nameFor = (slot: string, target: 'draft' | 'live') =>
      bound.find((one) => one.slot === slot && one.target === target)?.connection ?? null;
    return {
      items: Object.entries(slots).map(([slot, { kind, description }]) => ({
        slot,
        kind,
        description: description ?? null,
        draft: nameFor(slot, 'draft'),
        live: nameFor(slot, 'live'),
      })),
      next: null,
    };
  }

  function definitionOf(id: string, version: number) {
    const release = store.releases.get(id, version);
    return release === null ? null : store.definitions.get(release.hash);
  }

  return {
    'connections.list': () => ({ items: connections.list(), next: null }),
    'connections.create': async (input, caller) => {
      if (store.connections.get(input.name) !== null) {
        throw new AppError('conflict', `There is a connection “${input.name}” already. Nothing was changed.`, {
          fix: 'Choose another name, or change the one that is there.',
        });
      }
      const saved = await connections.save(input, caller);
      parts.changed('connections', input.name);
      return saved;
    },
    'connections.save': async (input, caller) => {
      const saved = await connections.save(input, caller);
      parts.changed('connections', input.name);
      return saved;
    },
    'connections.remove': async ({ name }, caller) => {
      await connections.remove(name, caller);
      parts.changed('connections', name);
      return { name };
    },
    'connections.test': ({ name }) => connections.test(name),
    'connections.bindings': ({ id }) => bindings(id),
    'connections.bind': async ({ id, slot, name, target }, caller) => {
      const place = bindings(id).items.find((one) => one.slot === slot);
      if (place === undefined) {
        throw new AppError('not_found', `“${id}” needs no connection “${slot}”.`, {
          fix: `It needs: ${bindings(id).items.map((one) => one.slot).join(', ') || 'none'}.`,
        });
      }
      const connection = name === null ? null : store.connections.get(name);
      if (name !== null && connection === null) {
        throw new AppError('not_found', `There is no connection “${name}”.`, { fix: 'Make it first, or choose another.' });
      }
      if (connection !== null && connection.kind !== place.kind) {
        throw new AppError('invalid_input', `“${slot}” needs a connection of kind ${place.kind}, and “${connection.name}” is of kind ${connection.kind}.`, {
          fix: `Choose a connection of kind ${place.kind}.`,
        });
      }
      for (const one of target === undefined ? (['draft', 'live'] as const) : [target]) {
        await connections.bind({ flow: id, slot, target: one, connection: name }, caller);
      }
      parts.changed('connections', name);
      return bindings(id);
    },
  };
}
