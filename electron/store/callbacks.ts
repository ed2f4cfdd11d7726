import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';

export type CallbackStore = ReturnType<typeof createCallbackStore>;

/** Callbacks that came before their wait began. The first one counts, as it would at the wait itself. */
export function createCallbackStore(db: Database) {
  const put = db.prepare<[string, string, number, string, number]>(
    'INSERT OR IGNORE INTO early_callbacks (run, node, visit, body, at) VALUES (?, ?, ?, ?, ?)',
  );
  const get = db.prepare<[string, string, number], { body: string }>(
    'SELECT body FROM early_callbacks WHERE run = ? AND node = ? AND visit = ?',
  );
  const remove = db.prepare<[string, string, number]>(
    'DELETE FROM early_callbacks WHERE run = ? AND node = ? AND visit = ?',
  );
  const drop = db.prepare<[string]>('DELETE FROM early_callbacks WHERE run = ?');
  return {
    /** False when one was kept before. */
    keep: (run: string, node: string, visit: number, body: Json, at: number): boolean =>
      put.run(run, node, visit, JSON.stringify(body), at).changes > 0,
    peek: (run: string, node: string, visit: number): Json | undefined => {
      const row = get.get(run, node, visit);
      return row === undefined ? undefined : (JSON.parse(row.body) as Json);
    },
    remove: (run: string, node: string, visit: number): void => void remove.run(run, node, visit),
    drop: (run: string): void => void drop.run(run),
  };
}
