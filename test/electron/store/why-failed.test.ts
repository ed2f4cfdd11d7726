import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../../electron/store/migrate.ts';
import { fillHome } from '../../support/big-home.ts';
import { tempHome } from '../../support/host.ts';

test('an older home learns from its histories why its runs failed', async () => {
  const home = tempHome();
  await fillHome(home, { finished: 80, waiting: 1, cards: 0 }, () => undefined);
  const db = new SqliteDatabase(join(home, 'countersign.db'));
  const codes = (): unknown[] => db.prepare('SELECT n, status, outcome_code FROM runs ORDER BY n').all();
  const before = codes();
  expect(before).toContainEqual(expect.objectContaining({ status: 'failed', outcome_code: 'http_status' }));
  db.exec('DROP INDEX runs_failed; ALTER TABLE runs DROP COLUMN outcome_code; PRAGMA user_version = 2');
  migrate(db, home, Date.now(), migrations.slice(0, 3));
  expect(codes()).toEqual(before);
  db.close();
});
