import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';

export type RequestStore = ReturnType<typeof createRequestStore>;

/** Answers by request id, so that asking twice is asking once, also after a restart. Kept at least 30 days. */
export function createRequestStore(db: Database) {
  const get = db.prepare<[string, string], { body_hash: string; answer: string }>(
    'SELECT body_hash, answer FROM requests WHERE scope = ? AND key = ?',
  );
  const put = db.prepare<[string, string, string, string, number]>(
    'INSERT INTO requests (scope, key, body_hash, answer, at) VALUES (?, ?, ?, ?, ?)',
  );
  const prune = db.prepare<[number]>('DELETE FROM requests WHERE at < ?');
  return {
    /** The stored answer; null when the id is new. The same id with another body is refused. */
    find: (scope: string, key: string, bodyHash: string): { answer: Json } | null => {
      const row = get.get(scope, key);
      if (row === undefined) return null;
      if (row.body_hash !== bodyHash) {
        throw new AppError(
          'request_reused',
          `The request id “${key}” was used before with another body, so nothing was done.`,
          {
            fix: 'Send a new request id, or the first body again to get its answer.',
          },
        );
      }
      return { answer: JSON.parse(row.answer) as Json };
    },
    /** Call in the same write as what the request id guards. */
    keep: (scope: string, key: string, bodyHash: string, answer: Json, at: number): void =>
      void put.run(scope, key, bodyHash, JSON.stringify(answer), at),
    prune: (before: number): void => void prune.run(before),
  };
}
