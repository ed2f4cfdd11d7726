import type { Database } from 'better-sqlite3';

export type BindingTarget = 'draft' | 'live';
export type ConnectionRow = {
  name: string;
  kind: string;
  settings: Record<string, string>;
  /** Names of the secret fields that are set; what they hold never leaves `sealed`. */
  secrets: string[];
  createdAt: number;
  updatedAt: number;
};
export type BindingRow = { flow: string; slot: string; target: BindingTarget; connection: string };

type Raw = Omit<ConnectionRow, 'settings' | 'secrets'> & { settings: string };
const columns = 'name, kind, settings, created_at AS createdAt, updated_at AS updatedAt';

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** Settings are plain, secrets are sealed bytes: sealing and opening are the key store's work, not the database's. */
export function createConnectionStore(db: Database) {
  const get = db.prepare<[string], Raw>(`SELECT ${columns} FROM connections WHERE name = ?`);
  const list = db.prepare<[], Raw>(`SELECT ${columns} FROM connections ORDER BY name`);
  const save = db.prepare<[string, string, string, number, number]>(
    `INSERT INTO connections (name, kind, settings, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, settings = excluded.settings, updated_at = excluded.updated_at`,
  );
  const remove = db.prepare<[string]>('DELETE FROM connections WHERE name = ?');
  const copy = db.prepare<[string, number, string]>(
    `INSERT INTO connections (name, kind, settings, created_at, updated_at)
     SELECT ?, kind, settings, created_at, ? FROM connections WHERE name = ?`,
  );
  const rebind = db.prepare<[string, string]>('UPDATE bindings SET connection = ? WHERE connection = ?');
  const unbindAll = db.prepare<[string]>('DELETE FROM bindings WHERE connection = ?');
  const fields = db.prepare<[string], { field: string }>(
    'SELECT field FROM secrets WHERE connection = ? ORDER BY field',
  );
  const seal = db.prepare<[string, string, Buffer, number]>(
    `INSERT INTO secrets (connection, field, sealed, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (connection, field) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at`,
  );
  const unseal = db.prepare<[string, string]>('DELETE FROM secrets WHERE connection = ? AND field = ?');
  const sealed = db.prepare<[string], { field: string; sealed: Buffer }>(
    'SELECT field, sealed FROM secrets WHERE connection = ? ORDER BY field',
  );
  const allSealed = db.prepare<[], { connection: string; field: string; sealed: Buffer }>(
    'SELECT connection, field, sealed FROM secrets',
  );
  const bind = db.prepare<[string, string, string, string]>(
    `INSERT INTO bindings (flow, slot, target, connection) VALUES (?, ?, ?, ?)
     ON CONFLICT (flow, slot, target) DO UPDATE SET connection = excluded.connection`,
  );
  const unbind = db.prepare<[string, string, string]>(
    'DELETE FROM bindings WHERE flow = ? AND slot = ? AND target = ?',
  );
  const bound = db.prepare<[string, string, string], { connection: string }>(
    'SELECT connection FROM bindings WHERE flow = ? AND slot = ? AND target = ?',
  );
  const ofFlow = db.prepare<[string], BindingRow>(
    'SELECT flow, slot, target, connection FROM bindings WHERE flow = ? ORDER BY slot, target',
  );
  const ofConnection = db.prepare<[string], BindingRow>(
    'SELECT flow, slot, target, connection FROM bindings WHERE connection = ? ORDER BY flow, slot',
  );

  const full = (row: Raw): ConnectionRow => ({
    ...row,
    settings: JSON.parse(row.settings) as Record<string, string>,
    secrets: fields.all(row.name).map((item) => item.field),
  });

  return {
    get: (name: string): ConnectionRow | null => {
      const row = get.get(name);
      return row === undefined ? null : full(row);
    },
    list: (): ConnectionRow[] => list.all().map(full),
    save: (connection: { name: string; kind: string; settings: Record<string, string>; at: number }): void =>
      void save.run(
        connection.name,
        connection.kind,
        JSON.stringify(connection.settings),
        connection.at,
        connection.at,
      ),
    remove: (name: string): boolean => remove.run(name).changes > 0,
    /** The secrets stay behind: they are sealed for the old name and have to be sealed anew. */
    copyTo: (name: string, to: string, at: number): void => void copy.run(to, at, name),
    rebind: (name: string, to: string): void => void rebind.run(to, name),
    unbindAll: (name: string): void => void unbindAll.run(name),
    /** null takes the secret away. */
    setSecret: (name: string, field: string, bytes: Buffer | null, at: number): void => {
      if (bytes === null) unseal.run(name, field);
      else seal.run(name, field, bytes, at);
    },
    sealed: (name: string): { field: string; sealed: Buffer }[] => sealed.all(name),
    /** Every sealed secret: the masker opens them once to know what to hide. */
    allSealed: () => allSealed.all(),
    bind: (binding: BindingRow): void =>
      void bind.run(binding.flow, binding.slot, binding.target, binding.connection),
    unbind: (flow: string, slot: string, target: BindingTarget): boolean =>
      unbind.run(flow, slot, target).changes > 0,
    boundTo: (flow: string, slot: string, target: BindingTarget): string | null =>
      bound.get(flow, slot, target)?.connection ?? null,
    bindings: (flow: string): BindingRow[] => ofFlow.all(flow),
    usesOf: (name: string): BindingRow[] => ofConnection.all(name),
  };
}
