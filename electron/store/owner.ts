import SqliteDatabase from 'better-sqlite3';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { sqliteCode } from './database.ts';

export type Owner = { release: () => void };

/**
 * One host per home. The lock is an open exclusive transaction: the kernel drops it when the process dies, however it
 * dies, so there is no stale lock file to judge. `host.json` only says who holds it.
 */
export function takeOwnership(home: string): Owner {
  const file = join(home, 'owner.db');
  closeSync(openSync(file, 'a', 0o600));
  const db = new SqliteDatabase(file, { timeout: 300 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new AppError(
      'store_owned',
      `Another Countersign is using this home${holderOf(home)}, so it was not opened.`,
      {
        fix: 'Use the running one, stop it first, or name another home with --home.',
        cause: error,
      },
    );
  }
  return {
    release: () => {
      if (db.open) db.close();
    },
  };
}

function holderOf(home: string): string {
  try {
    const host = JSON.parse(readFileSync(join(home, 'host.json'), 'utf8')) as {
      pid?: unknown;
      url?: unknown;
    };
    const parts = [
      ...(typeof host.pid === 'number' ? [`process ${host.pid}`] : []),
      ...(typeof host.url === 'string' ? [`at ${host.url}`] : []),
    ];
    return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
  } catch {
    return '';
  }
}
