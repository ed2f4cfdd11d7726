import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { isFatal, sqliteCode } from './database.ts';

export type GroupCommit = ReturnType<typeof createGroupCommit>;

type Waiting = () => void;

/** More than this many pieces of work are committed without waiting for the end of the turn. */
const pileUp = 512;

/**
 * One COMMIT per turn of the event loop over everything that was written in it. Each piece of work has its own savepoint,
 * so a fault in one does not lose the others, and nobody is answered (not even with a refusal) before the COMMIT.
 */
export function createGroupCommit(db: Database, options: { onFatal: (error: AppError) => void }) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const savepoint = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');

  let open = false;
  let dead: AppError | null = null;
  let inside = false;
  let waiting: Waiting[] = [];
  let rejecters: ((error: AppError) => void)[] = [];

  /** A storage error means “unknown”, never “no”: after a failed COMMIT the data may still be there (finding 2). */
  function die(error: unknown): AppError {
    if (dead !== null) return dead;
    dead =
      sqliteCode(error) === 'SQLITE_FULL'
        ? new AppError(
            'disk_full',
            'The disk is full, so Countersign stopped before anything could be half written.',
            {
              fix: 'Free some space and start it again. Ask again with the same request id: what was accepted is still there.',
              cause: error,
            },
          )
        : new AppError(
            'store_failed',
            'The disk refused a write, so Countersign stopped. Whether the last request was kept is unknown.',
            {
              fix: `Check the disk that holds ${db.name}, start again, and repeat the request with the same request id.`,
              cause: error,
            },
          );
    const told = rejecters;
    waiting = [];
    rejecters = [];
    open = false;
    for (const tell of told) tell(dead);
    options.onFatal(dead);
    return dead;
  }

  function flush(): void {
    if (!open) return;
    try {
      commit.run();
    } catch (error) {
      die(error);
      return;
    }
    open = false;
    const done = waiting;
    waiting = [];
    rejecters = [];
    for (const tell of done) tell();
  }

  function enter(): void {
    if (dead !== null) throw dead;
    if (open) return;
    try {
      begin.run();
    } catch (error) {
      throw die(error);
    }
    open = true;
    setImmediate(flush);
  }

  return {
    /**
     * Runs `work` now, in a savepoint of the open transaction, and resolves after the COMMIT; if it throws, its writes are
     * undone and the promise rejects, also after the COMMIT. `after` is called between COMMIT and resolving.
     */
    write<T>(work: () => T, after?: (value: T) => void): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (inside) throw new Error('write() was called inside write(): call the store directly there');
        enter();
        let value: T;
        savepoint.run();
        inside = true;
        try {
          value = work();
          release.run();
        } catch (error) {
          inside = false;
          if (isFatal(error) || !db.inTransaction) throw die(error);
          undo.run();
          release.run();
          rejecters.push(reject);
          // The caller gets whatever was thrown, as it is.
          waiting.push(() => reject(error as Error));
          return;
        }
        inside = false;
        rejecters.push(reject);
        waiting.push(() => {
          after?.(value);
          resolve(value);
        });
        if (waiting.length >= pileUp) flush();
      });
    },

    /** Resolves once everything written so far is on disk: await it before answering with something that was read. */
    settled(): Promise<void> {
      if (dead !== null) return Promise.reject(dead);
      if (!open) return Promise.resolve();
      return new Promise((resolve, reject) => {
        rejecters.push(reject);
        waiting.push(resolve);
      });
    },

    flush,
    /** Commits what is open and takes nothing any more: what still runs is told that the host is closing. */
    close: (): void => {
      flush();
      dead ??= new AppError('closing', 'Countersign is closing, so nothing new is taken.', {
        fix: 'Try again when it has started.',
      });
    },
    dead: () => dead,
  };
}
