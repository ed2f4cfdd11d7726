import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';

export type MetaStore = ReturnType<typeof createMetaStore>;

/** Small named values of the home: its id, the host's epoch, cursors, the settings of a person. */
export function createMetaStore(db: Database) {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM meta WHERE key = ?');
  return {
    get: (key: string): Json | null => {
      const row = get.get(key);
      return row === undefined ? null : (JSON.parse(row.value) as Json); // written by `set` below
    },
    set: (key: string, value: Json): void => void set.run(key, JSON.stringify(value)),
    remove: (key: string): void => void remove.run(key),
  };
}
