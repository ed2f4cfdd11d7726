import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';

/** A flow as it is edited now. `live` points at a release; `origin` is where an import came from. Times are epoch ms. */
export type FlowRow = {
  id: string;
  name: string;
  text: string;
  etag: string;
  origin: Json;
  live: number | null;
  promotedBy: string | null;
  editedBy: string | null;
  createdAt: number;
  updatedAt: number;
};
export type FlowSummary = Omit<FlowRow, 'text' | 'origin'>;

type Raw = Omit<FlowRow, 'origin'> & { origin: string | null };

const summary = `id, name, etag, live, promoted_by AS promotedBy, edited_by AS editedBy, created_at AS createdAt, updated_at AS updatedAt`;

export type FlowStore = ReturnType<typeof createFlowStore>;

export function createFlowStore(db: Database) {
  const get = db.prepare<[string], Raw>(
    `SELECT ${summary}, text, origin FROM flows WHERE id = ? AND deleted_at IS NULL`,
  );
  const list = db.prepare<[], FlowSummary>(
    `SELECT ${summary} FROM flows WHERE deleted_at IS NULL ORDER BY id`,
  );
  const live = db.prepare<[], { id: string; live: number; promotedBy: string | null }>(
    'SELECT id, live, promoted_by AS promotedBy FROM flows WHERE live IS NOT NULL AND deleted_at IS NULL ORDER BY id',
  );
  const text = db.prepare<[string, string]>('INSERT OR IGNORE INTO texts (etag, text) VALUES (?, ?)');
  const save = db.prepare<[string, string, string, string, string | null, string | null, number, number]>(
    `INSERT INTO flows (id, name, text, etag, origin, edited_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text, etag = excluded.etag,
       origin = coalesce(excluded.origin, origin), edited_by = excluded.edited_by, updated_at = excluded.updated_at, deleted_at = NULL`,
  );
  const remove = db.prepare<[number, string]>(
    'UPDATE flows SET deleted_at = ?, live = NULL WHERE id = ? AND deleted_at IS NULL',
  );
  const setLive = db.prepare<[number | null, string, string]>(
    'UPDATE flows SET live = ?, promoted_by = ? WHERE id = ? AND deleted_at IS NULL',
  );
  const textOf = db.prepare<[string], { text: string }>('SELECT text FROM texts WHERE etag = ?');

  return {
    get: (id: string): FlowRow | null => {
      const row = get.get(id);
      return row === undefined
        ? null
        : { ...row, origin: row.origin === null ? null : (JSON.parse(row.origin) as Json) };
    },
    list: (): FlowSummary[] => list.all(),
    /** Every flow whose triggers are armed. */
    listLive: () => live.all(),
    /** Saves the draft; a deleted flow of that id comes back with it, its releases still there. */
    save: (flow: {
      id: string;
      name: string;
      text: string;
      etag: string;
      editedBy: string | null;
      origin?: Json;
      at: number;
    }): void => {
      const origin = flow.origin === undefined || flow.origin === null ? null : JSON.stringify(flow.origin);
      save.run(flow.id, flow.name, flow.text, flow.etag, origin, flow.editedBy, flow.at, flow.at);
    },
    remove: (id: string, at: number): boolean => remove.run(at, id).changes > 0,
    setLive: (id: string, version: number | null, by: string): boolean =>
      setLive.run(version, by, id).changes > 0,
    /** Keeps a text by its hash, so that a run or a release can be opened with its drawing for good. */
    keepText: (etag: string, body: string): void => void text.run(etag, body),
    textOf: (etag: string): string | null => textOf.get(etag)?.text ?? null,
  };
}
