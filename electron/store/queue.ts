import type { Database } from 'better-sqlite3';
import type { RunInfo } from '../../shared/run/event.ts';

export type QueuedStart = { run: string; n: number; overlap: string; info: RunInfo };

export type QueueStore = ReturnType<typeof createQueueStore>;

/** Accepted starts of flows with `overlap: queue` that wait for the run before them. */
export function createQueueStore(db: Database) {
  const put = db.prepare<[number, string, string]>('INSERT INTO queue (run, overlap, body) VALUES (?, ?, ?)');
  const next = db.prepare<[string], { run: string; n: number; overlap: string; body: string }>(
    'SELECT r.id AS run, r.n, q.overlap, q.body FROM queue q JOIN runs r ON r.n = q.run WHERE q.overlap = ? ORDER BY q.run LIMIT 1',
  );
  const get = db.prepare<[string], { run: string; n: number; overlap: string; body: string }>(
    'SELECT r.id AS run, r.n, q.overlap, q.body FROM queue q JOIN runs r ON r.n = q.run WHERE r.id = ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM queue WHERE run = ?');
  const keys = db.prepare<[], { overlap: string }>('SELECT DISTINCT overlap FROM queue');
  const parse = (
    row: { run: string; n: number; overlap: string; body: string } | undefined,
  ): QueuedStart | null =>
    row === undefined
      ? null
      : { run: row.run, n: row.n, overlap: row.overlap, info: JSON.parse(row.body) as RunInfo };
  return {
    put: (n: number, overlap: string, info: RunInfo): void => void put.run(n, overlap, JSON.stringify(info)),
    next: (overlap: string): QueuedStart | null => parse(next.get(overlap)),
    get: (run: string): QueuedStart | null => parse(get.get(run)),
    remove: (n: number): void => void remove.run(n),
    keys: (): string[] => keys.all().map((row) => row.overlap),
  };
}
