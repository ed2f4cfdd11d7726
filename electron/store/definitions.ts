import type { Database } from 'better-sqlite3';
import type { Definition } from '../../shared/flow/definition.ts';

export type DefinitionStore = ReturnType<typeof createDefinitionStore>;

/** Definitions by their hash: a run stays pinned to its own for good. */
export function createDefinitionStore(db: Database) {
  const put = db.prepare<[string, string]>('INSERT OR IGNORE INTO definitions (hash, body) VALUES (?, ?)');
  const get = db.prepare<[string], { body: string }>('SELECT body FROM definitions WHERE hash = ?');
  return {
    put: (hash: string, canonical: string): void => void put.run(hash, canonical),
    get: (hash: string): Definition | null => {
      const row = get.get(hash);
      return row === undefined ? null : (JSON.parse(row.body) as Definition); // only compiled definitions are put
    },
  };
}
