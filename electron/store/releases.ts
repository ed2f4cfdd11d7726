import type { Database } from 'better-sqlite3';

export type ReleaseRow = {
  flow: string;
  version: number;
  text: string;
  etag: string;
  hash: string;
  notes: string;
  author: string;
  at: number;
};
export type ReleaseSummary = Omit<ReleaseRow, 'text'>;

const columns = 'r.flow, r.version, r.etag, r.hash, r.notes, r.author, r.at';

export type ReleaseStore = ReturnType<typeof createReleaseStore>;

/** Releases are immutable: the table itself refuses changes. */
export function createReleaseStore(db: Database) {
  const text = db.prepare<[string, string]>('INSERT OR IGNORE INTO texts (etag, text) VALUES (?, ?)');
  const definition = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO definitions (hash, body) VALUES (?, ?)',
  );
  const next = db.prepare<[string], { version: number }>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM releases WHERE flow = ?',
  );
  const insert = db.prepare<[string, number, string, string, string, string, number]>(
    'INSERT INTO releases (flow, version, etag, hash, notes, author, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const get = db.prepare<[string, number], ReleaseRow>(
    `SELECT ${columns}, t.text FROM releases r JOIN texts t ON t.etag = r.etag WHERE r.flow = ? AND r.version = ?`,
  );
  const newest = db.prepare<[string], ReleaseRow>(
    `SELECT ${columns}, t.text FROM releases r JOIN texts t ON t.etag = r.etag WHERE r.flow = ? ORDER BY r.version DESC LIMIT 1`,
  );
  const list = db.prepare<[string], ReleaseSummary>(
    `SELECT ${columns} FROM releases r WHERE r.flow = ? ORDER BY r.version DESC`,
  );

  return {
    get: (flow: string, version: number): ReleaseRow | null => get.get(flow, version) ?? null,
    newest: (flow: string): ReleaseRow | null => newest.get(flow) ?? null,
    list: (flow: string): ReleaseSummary[] => list.all(flow),
    /** Returns the version given to it. `canonical` is the definition's canonical JSON. */
    add: (release: Omit<ReleaseRow, 'version'> & { canonical: string }): number => {
      const version = next.get(release.flow)?.version ?? 1;
      text.run(release.etag, release.text);
      definition.run(release.hash, release.canonical);
      insert.run(
        release.flow,
        version,
        release.etag,
        release.hash,
        release.notes,
        release.author,
        release.at,
      );
      return version;
    },
  };
}
