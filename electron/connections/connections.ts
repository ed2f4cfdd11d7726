import { AppError } from '../../shared/errors.ts';
import { connectionKinds } from '../../shared/connections/kinds.ts';
import type { KeyStore } from '../secrets/key-store.ts';
import { createGuard } from '../steps/http/guard.ts';
import type { OpenConnection } from '../steps/executor.ts';
import type { BindingRow, BindingTarget, ConnectionRow, ConnectionStore } from '../store/connections.ts';
import { assertSamePlace, checkedSecret, checkedSettings, invalid, specOf } from './checked.ts';
import type { LocalModels } from './local-models.ts';
import type { TestResult } from './test-connection.ts';

export type ConnectionView = ConnectionRow & { usedBy: BindingRow[] };

export type SaveConnection = {
  name: string;
  /** Needed for a new one; a change of kind begins it anew. */
  kind?: string | undefined;
  /** Changes to the settings: an empty value takes a setting away. */
  settings?: Record<string, string> | undefined;
  /** Secrets that are not named stay, an empty one is taken away. */
  secrets?: Record<string, string> | undefined;
  /** Epoch ms. */
  at: number;
};

export type Connections = ReturnType<typeof createConnections>;

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/;

const sealName = (connection: string, field: string): string => `connection/${connection}/${field}`;

/**
 * Connections of this machine, apart from flows. Calls that write are synchronous, for the caller's transaction.
 * Secrets go in and are never told again: only an attempt (`open`) and the masker (`secretValues`) see them.
 */
export function createConnections(parts: {
  store: ConnectionStore;
  keyStore: KeyStore;
  /** This host's own API ports: a test does not reach them either. */
  forbiddenPorts?: () => readonly number[];
  log?: (line: string) => void;
  /** Where Ollama listens, as its own variable says it. */
  ollamaHost?: string | undefined;
}) {
  const { store, keyStore } = parts;
  const guard = createGuard(parts.forbiddenPorts ?? (() => []));
  /** Also those that were replaced meanwhile: a late answer may still hold them. */
  let known: Set<string> | null = null;
  let knownList: readonly string[] = [];

  const view = (row: ConnectionRow): ConnectionView => ({ ...row, usedBy: store.usesOf(row.name) });

  function existing(name: string): ConnectionRow {
    const row = store.get(name);
    if (row !== null) return row;
    throw new AppError('not_found', `There is no connection “${name}”.`, {
      fix: 'Look at the list of connections.',
    });
  }

  function openSealed(name: string, field: string, sealed: Uint8Array): string | null {
    try {
      return keyStore.open(sealName(name, field), sealed);
    } catch {
      parts.log?.(`The secret “${field}” of the connection “${name}” cannot be opened with this home's key.`);
      return null;
    }
  }

  function openNamed(name: string): OpenConnection | null {
    const row = store.get(name);
    if (row === null) return null;
    const secrets: Record<string, string> = {};
    for (const { field, sealed } of store.sealed(name)) {
      const plain = openSealed(name, field, sealed);
      if (plain === null) return null;
      secrets[field] = plain;
    }
    return { name, kind: row.kind, settings: row.settings, secrets };
  }

  function remember(values: string[]): void {
    if (known === null) return;
    const before = known.size;
    for (const value of values) known.add(value);
    if (known.size !== before) knownList = [...known];
  }

  function save({ name, kind, settings, secrets, at }: SaveConnection): ConnectionView {
    if (!namePattern.test(name)) {
      throw new AppError('malformed', `“${name}” cannot be the name of a connection.`, {
        fix: 'Use letters, digits, dots and dashes; at most 64.',
      });
    }
    const before = store.get(name);
    if (before === null && kind === undefined) {
      throw invalid(
        `The new connection “${name}” needs a kind.`,
        `Use one of: ${Object.keys(connectionKinds).join(', ')}.`,
      );
    }
    const spec = specOf(kind ?? before?.kind ?? '');
    const same = before?.kind === spec.kind ? before : null;
    if (before !== null && same === null && store.usesOf(name).length > 0) {
      throw new AppError(
        'in_use',
        `“${name}” is used by a flow as ${before.kind} and cannot become ${spec.kind}.`,
        { fix: 'Make a new connection, or unbind this one first.' },
      );
    }
    const next = checkedSettings(spec, { ...same?.settings, ...settings });
    const changes = Object.entries(secrets ?? {}).map(([field, value]): [string, string] => [
      field,
      checkedSecret(spec, field, value),
    ]);
    const kept = (same?.secrets ?? []).filter((field) => !changes.some(([changed]) => changed === field));
    if (same !== null) assertSamePlace(name, kept, same.settings, next);
    store.save({ name, kind: spec.kind, settings: next, at });
    for (const field of same === null ? (before?.secrets ?? []) : []) store.setSecret(name, field, null, at);
    for (const [field, value] of changes) {
      store.setSecret(name, field, value === '' ? null : keyStore.seal(sealName(name, field), value), at);
    }
    remember(changes.map(([, value]) => value).filter((value) => value !== ''));
    return view(existing(name));
  }

  function rename(name: string, to: string, at: number): ConnectionView {
    const row = existing(name);
    if (!namePattern.test(to)) {
      throw new AppError('malformed', `“${to}” cannot be the name of a connection.`, {
        fix: 'Use letters, digits, dots and dashes; at most 64.',
      });
    }
    if (store.get(to) !== null) {
      throw new AppError('conflict', `There is a connection “${to}” already. Nothing was changed.`, {
        fix: 'Choose another name.',
      });
    }
    const opened = openNamed(name);
    if (opened === null) {
      throw new AppError('conflict', `The secrets of “${name}” cannot be opened with this home's key.`, {
        fix: 'Enter them again, then rename it.',
      });
    }
    store.copyTo(row.name, to, at);
    // A secret is sealed for the name of its connection, so that one cannot be moved under another address by hand.
    for (const [field, value] of Object.entries(opened.secrets))
      store.setSecret(to, field, keyStore.seal(sealName(to, field), value), at);
    store.rebind(name, to);
    store.remove(name);
    return view(existing(to));
  }

  /** `unbind`: also where flows use it; those then need another one. */
  function remove(name: string, { unbind }: { unbind: boolean } = { unbind: false }): void {
    existing(name);
    if (unbind) store.unbindAll(name);
    const uses = store.usesOf(name);
    if (uses.length > 0) {
      const flows = [...new Set(uses.map((use) => use.flow))];
      throw new AppError('in_use', `“${name}” is used by ${flows.join(', ')}.`, {
        fix: 'Bind another connection there first.',
        details: uses,
      });
    }
    store.remove(name);
  }

  return {
    list: (): ConnectionView[] => store.list().map(view),
    get: (name: string): ConnectionView => view(existing(name)),
    save,
    rename,
    remove,
    /** `kind`: what the flow's slot asks for. */
    bind: (binding: BindingRow, kind: string): void => {
      const row = existing(binding.connection);
      if (row.kind !== kind) {
        throw new AppError(
          'conflict',
          `“${binding.slot}” needs a connection of the kind ${kind}; “${row.name}” is ${row.kind}.`,
          { fix: `Choose or make a connection of the kind ${kind}.` },
        );
      }
      store.bind(binding);
    },
    unbind: (flow: string, slot: string, target: BindingTarget): boolean => store.unbind(flow, slot, target),
    bindings: (flow: string): BindingRow[] => store.bindings(flow),
    bound: (flow: string, slot: string, target: BindingTarget): boolean =>
      store.boundTo(flow, slot, target) !== null,
    /** The connection of a flow's slot with its secrets, for one attempt; null where none is bound or it cannot be opened. */
    open: (flow: string, slot: string, target: BindingTarget): Promise<OpenConnection | null> => {
      const name = store.boundTo(flow, slot, target);
      return Promise.resolve(name === null ? null : openNamed(name));
    },
    openNamed,
    test: async (name: string): Promise<TestResult> => {
      existing(name);
      const opened = openNamed(name);
      // Brings every library that connects to anything, so it is loaded when somebody presses “Test”.
      if (opened !== null) return (await import('./test-connection.ts')).testConnection(opened, guard);
      return {
        ok: false,
        message: `The secrets of “${name}” cannot be opened with this home's key.`,
        fix: 'Enter them again.',
      };
    },
    /** Tests what somebody has typed, over what is kept as `name`; nothing of it is kept. */
    tryOut: async ({
      kind,
      name,
      settings,
      secrets,
    }: Omit<SaveConnection, 'at' | 'name'> & { name?: string | undefined }): Promise<TestResult> => {
      const spec = specOf(kind ?? '');
      const kept = name === undefined || existing(name).kind !== spec.kind ? null : openNamed(name);
      const next = checkedSettings(spec, { ...kept?.settings, ...settings });
      const typed = Object.entries(secrets ?? {}).map(([field, value]): [string, string] => [
        field,
        value === '' ? '' : checkedSecret(spec, field, value),
      ]);
      const untouched = Object.keys(kept?.secrets ?? {}).filter(
        (field) => !typed.some(([changed]) => changed === field),
      );
      if (kept !== null) assertSamePlace(kept.name, untouched, kept.settings, next);
      const all = Object.entries({ ...kept?.secrets, ...Object.fromEntries(typed) });
      const opened: OpenConnection = {
        name: 'new',
        kind: spec.kind,
        settings: next,
        secrets: Object.fromEntries(all.filter(([, value]) => value !== '')),
      };
      return (await import('./test-connection.ts')).testConnection(opened, guard);
    },
    findLocalModels: async (): Promise<LocalModels[]> =>
      (await import('./local-models.ts')).findLocalModels(guard, parts.ollamaHost),
    /** For the masker. The same array until a secret is added, so that asking costs nothing. */
    secretValues: (): readonly string[] => {
      if (known === null) {
        const opened = store
          .allSealed()
          .map(({ connection, field, sealed }) => openSealed(connection, field, sealed));
        known = new Set(opened.filter((value) => value !== null));
        knownList = [...known];
      }
      return knownList;
    },
  };
}
