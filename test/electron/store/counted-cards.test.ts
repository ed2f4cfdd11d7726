import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCardFigures } from '../../../electron/store/card-figures.ts';
import { migrate, migrations } from '../../../electron/store/migrate.ts';
import { createWaitingCards } from '../../../electron/store/waiting-cards.ts';
import { fillHome } from '../../support/big-home.ts';
import { tempHome } from '../../support/host.ts';

test('the cards and runs of an older home are counted and listed like new ones', async () => {
  const home = tempHome();
  await fillHome(home, { finished: 30, waiting: 6, cards: 4, decided: 8 }, () => undefined);
  const db = new SqliteDatabase(join(home, 'countersign.db'));
  const read = () => ({
    figures: [...createCardFigures(db).figures(0, Number.MAX_SAFE_INTEGER)],
    runs: createCardFigures(db).endedRuns(0, Number.MAX_SAFE_INTEGER),
    waiting: createWaitingCards(db).waiting(),
  });
  const before = read();
  expect(before.figures.filter(({ decidedBy }) => decidedBy === 'owner')).toHaveLength(9);
  expect(before.runs).toContainEqual({ flow: 'payments', ended: 9, alone: 0 });
  expect(before.waiting).toHaveLength(5);
  db.exec(
    'DROP INDEX approvals_counted; DROP INDEX approvals_waiting; DROP INDEX runs_counted; PRAGMA user_version = 3',
  );
  migrate(db, home, Date.now(), migrations.slice(0, 4));
  expect(read()).toEqual(before);
  db.close();
});
