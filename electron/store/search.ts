import type { Database } from 'better-sqlite3';

export type SearchStore = ReturnType<typeof createSearchStore>;

/** Full text by the id of the events' row. Fed off the commit path; `runs.list({ q })` reads it. */
export function createSearchStore(db: Database) {
  const add = db.prepare<[number, string]>('INSERT INTO search (rowid, text) VALUES (?, ?)');
  const remove = db.prepare<[number]>('DELETE FROM search WHERE rowid = ?');
  return {
    add: (id: number, text: string): void => void add.run(id, text),
    remove: (id: number): void => void remove.run(id),
  };
}
