import type { connections as noun } from '../../shared/api/connections.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { recordOf, type AuditRecords } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionView, SaveConnection } from '../connections/connections.ts';
import { actingOf, type Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { flowOf } from './flow-sources.ts';
import { iso } from './page-of.ts';
import { createConnectionTests } from './connection-tests.ts';
import type { ApiParts } from './parts.ts';

type Connection = OutputOf<'connections.save'>;
type Binding = OutputOf<'connections.bindings'>['items'][number];

export function createConnectionHandlers(parts: ApiParts): HandlersOf<typeof noun> {
  const { store, connections, reader, audit, clock } = parts;
  const tests = createConnectionTests(store.meta);

  /** Every place that the draft or the live release names, with what stands there. */
  function bindings(id: string): Binding[] {
    const flow = flowOf(store, id);
    const { drawing } = reader(flow.text, flow.etag);
    const release = flow.live === null ? null : store.releases.get(id, flow.live);
    const live = release === null ? null : store.definitions.get(release.hash);
    const slots: Record<string, { kind: string; description?: string }> = {
      ...live?.connections,
      ...drawing.connections,
    };
    const bound = store.connections.bindings(id);
    const nameFor = (slot: string, target: 'draft' | 'live') =>
      bound.find((one) => one.slot === slot && one.target === target)?.connection ?? null;
    return Object.entries(slots).map(([slot, { kind, description }]) => ({
      slot,
      kind,
      description: description ?? null,
      draft: nameFor(slot, 'draft'),
      live: nameFor(slot, 'live'),
    }));
  }

  async function save(
    input: Omit<SaveConnection, 'at'>,
    caller: Caller,
    mustBeNew: boolean,
  ): Promise<Connection> {
    const saved = await store.write(() => {
      const before = store.connections.get(input.name);
      if (mustBeNew && before !== null) {
        throw new AppError(
          'conflict',
          `There is a connection “${input.name}” already. Nothing was changed.`,
          {
            fix: 'Choose another name, or change the one that is there.',
          },
        );
      }
      const at = clock.now();
      const view = connections.save({ ...input, at });
      tests.forget(view.name);
      record(caller, {
        connection: view.name,
        kind: view.kind,
        change: before === null ? 'created' : 'updated',
        fields: [...Object.keys(input.settings ?? {}), ...Object.keys(input.secrets ?? {})],
      });
      return view;
    });
    parts.changed('connections', input.name);
    return shown(saved);
  }

  function shown({ name, kind, settings, secrets, updatedAt, usedBy }: ConnectionView): Connection {
    return {
      name,
      kind,
      settings,
      secrets,
      updatedAt: iso(updatedAt),
      lastTest: tests.of(name),
      usedBy: usedBy.map(({ flow, slot, target }) => ({ flow, slot, target })),
    };
  }

  function record(caller: Caller, body: AuditRecords['connection.changed']): void {
    audit.record([recordOf('connection.changed', actingOf(caller, clock.now()), body)]);
  }

  return {
    'connections.list': () => ({ items: connections.list().map(shown), next: null }),
    'connections.create': (input, caller) => save(input, caller, true),
    'connections.save': (input, caller) => save(input, caller, false),
    'connections.rename': async ({ name, to }, caller) => {
      const renamed = await store.write(() => {
        const view = connections.rename(name, to, clock.now());
        tests.rename(name, to);
        record(caller, { connection: to, kind: view.kind, change: 'renamed', fields: [], was: name });
        return view;
      });
      parts.changed('connections', to);
      return shown(renamed);
    },
    'connections.remove': async ({ name, unbind = false }, caller) => {
      await store.write(() => {
        const { kind, secrets, settings, usedBy } = connections.get(name);
        connections.remove(name, { unbind });
        tests.forget(name);
        for (const { flow, slot, target } of usedBy) {
          const body = { flow, slot, connection: null, target };
          audit.record([recordOf('connection.bound', actingOf(caller, clock.now()), body)]);
        }
        const fields = [...Object.keys(settings), ...secrets];
        record(caller, { connection: name, kind, change: 'deleted', fields });
      });
      parts.changed('connections', name);
      return { name };
    },
    'connections.test': async ({ name }) => {
      const before = connections.get(name).updatedAt;
      const result = await connections.test(name);
      await store.write(() => {
        // What was tested is another one by now, or gone.
        if (store.connections.get(name)?.updatedAt !== before) return;
        tests.keep(name, { at: iso(clock.now()), ok: result.ok, message: result.message });
      });
      parts.changed('connections', name);
      return result;
    },
    'connections.try': (typed) => connections.tryOut(typed),
    'connections.discover': async () => ({ items: await connections.findLocalModels(), next: null }),
    'connections.bindings': ({ id }) => ({ items: bindings(id), next: null }),
    'connections.bind': async ({ id, slot, name, target }, caller) => {
      const targets = target === undefined ? (['draft', 'live'] as const) : ([target] as const);
      await store.write(() => {
        const places = bindings(id);
        const place = places.find((one) => one.slot === slot);
        if (place === undefined) {
          throw new AppError('not_found', `“${id}” needs no connection “${slot}”.`, {
            fix: `It needs: ${places.map((one) => one.slot).join(', ') || 'none'}.`,
          });
        }
        for (const one of targets) {
          if (name === null) connections.unbind(id, slot, one);
          else connections.bind({ flow: id, slot, target: one, connection: name }, place.kind);
          const body = { flow: id, slot, connection: name, target: one };
          audit.record([recordOf('connection.bound', actingOf(caller, clock.now()), body)]);
        }
      });
      parts.changed('connections', name);
      return { items: bindings(id), next: null };
    },
  };
}
