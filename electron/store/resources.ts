import type { Database } from 'better-sqlite3';

/** What is known about a stored file; the bytes are in `<home>/resources` under their SHA-256. */
export type ResourceRow = { sha: string; size: number; type: string; name: string | null; createdAt: number };

export type ResourceStore = ReturnType<typeof createResourceStore>;

export function createResourceStore(db: Database) {
  const put = db.prepare<[string, number, string, string | null, number]>(
    `INSERT INTO resources (sha, size, type, name, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (sha) DO UPDATE SET created_at = excluded.created_at`,
  );
  const get = db.prepare<[string], ResourceRow>(
    'SELECT sha, size, type, name, created_at AS createdAt FROM resources WHERE sha = ?',
  );
  const use = db.prepare<[string, number, string]>(
    `INSERT INTO resource_uses (sha, run, evidence) SELECT sha, ?, ? FROM resources WHERE sha = ?
     ON CONFLICT (sha, run) DO UPDATE SET evidence = max(evidence, excluded.evidence)`,
  );
  const release = db.prepare<[string]>('DELETE FROM resource_uses WHERE run = ? AND evidence = 0');
  const unused = db.prepare<[number, number], { sha: string }>(
    'SELECT sha FROM resources r WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM resource_uses u WHERE u.sha = r.sha) LIMIT ?',
  );
  const total = db.prepare<[], { bytes: number }>('SELECT coalesce(sum(size), 0) AS bytes FROM resources');
  const remove = db.prepare<[string]>('DELETE FROM resources WHERE sha = ?');
  return {
    put: (row: ResourceRow): void => void put.run(row.sha, row.size, row.type, row.name, row.createdAt),
    get: (sha: string): ResourceRow | null => get.get(sha) ?? null,
    /** `evidence`: shown on a card; outlives the run's payloads. */
    use: (sha: string, run: string, evidence: boolean): void => void use.run(run, evidence ? 1 : 0, sha),
    release: (run: string): void => void release.run(run),
    unused: (before: number, limit: number): string[] => unused.all(before, limit).map((row) => row.sha),
    /** Bytes of all of them. */
    total: (): number => total.get()?.bytes ?? 0,
    remove: (sha: string): void => void remove.run(sha),
  };
}
