import type { Database } from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { first } from './migrations/001-first.ts';
import { triedWays } from './migrations/002-tried-ways.ts';
import { whyFailed } from './migrations/003-why-failed.ts';
import { countedCards } from './migrations/004-counted-cards.ts';
import { invitations } from './migrations/005-invitations.ts';
import { stepLogs } from './migrations/006-step-logs.ts';
import type { Migration } from './migrations/migration.ts';

export const migrations: readonly Migration[] = [
  first,
  triedWays,
  whyFailed,
  countedCards,
  invitations,
  stepLogs,
];

/** Brings the file to the newest shape; an existing database is copied to `backups/` before the first change. */
export function migrate(
  db: Database,
  home: string,
  at: number,
  list: readonly Migration[] = migrations,
): { from: number; to: number; backup: string | null } {
  const from = Number(db.pragma('user_version', { simple: true }));
  const newest = list.at(-1)?.version ?? 0;
  if (from > newest) {
    throw new AppError('store_failed', 'This home was made by a newer Countersign, so nothing was opened.', {
      fix: 'Start the newer version again, or put back a backup from the folder `backups` of the home.',
    });
  }
  const due = list.filter((migration) => migration.version > from);
  let backup: string | null = null;
  if (due.length > 0 && from > 0) {
    const folder = join(home, 'backups');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    backup = join(folder, `countersign-v${from}-${new Date(at).toISOString().replaceAll(':', '')}.db`);
    db.prepare('VACUUM INTO ?').run(backup);
  }
  for (const migration of due) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
  return { from, to: newest, backup };
}
