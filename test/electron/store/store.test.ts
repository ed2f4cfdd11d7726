import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertSettings, openDatabase } from '../../../electron/store/database.ts';
import { createGroupCommit } from '../../../electron/store/group-commit.ts';
import { migrate, migrations } from '../../../electron/store/migrate.ts';
import { openStore } from '../../../electron/store/store.ts';
import { removeHome, temporaryHome } from '../../support/engine-home.ts';

let home: string;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => removeHome(home));

const anEntry = (seq: number) => ({
  seq,
  at: seq,
  actor: 'owner',
  identified: 'cli',
  kind: 'test',
  body: { seq },
  prev: 'p',
  hash: `h${seq}`,
});

describe('durability settings', () => {
  test('hold on a fresh file, after the first write, and on every later open', async () => {
    for (let opens = 0; opens < 3; opens++) {
      const store = openStore({ home });
      await store.write(() => store.meta.set('written', opens));
      expect(store.settings()).toEqual([
        { name: 'journal_mode', wanted: 'wal', found: 'wal', ok: true },
        { name: 'synchronous', wanted: '2', found: '2', ok: true },
        { name: 'foreign_keys', wanted: '1', found: '1', ok: true },
        { name: 'recursive_triggers', wanted: '1', found: '1', ok: true },
        { name: 'trusted_schema', wanted: '0', found: '0', ok: true },
        { name: 'mmap_size', wanted: '0', found: '0', ok: true },
        { name: 'sqlite', wanted: '3.51.3 or newer', found: expect.stringMatching(/^3\./), ok: true },
      ]);
      store.close();
    }
  });

  test('a host does not start with a weaker database, and says which setting it is', () => {
    const db = openDatabase(join(home, 'weak.db'));
    expect(() => assertSettings(db)).not.toThrow();
    db.pragma('synchronous = NORMAL');
    expect(() => assertSettings(db)).toThrow('synchronous is 1, wanted 2');
    db.close();
  });

  test('the home and its files are for their owner alone', () => {
    const store = openStore({ home: join(home, 'inner') });
    expect(statSync(join(home, 'inner')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'inner', 'countersign.db')).mode & 0o777).toBe(0o600);
    store.close();
  });
});

describe('one host per home', () => {
  test('a second opener is told who has it, also from another process, and gets it after the first has gone', async () => {
    const store = openStore({ home });
    writeFileSync(join(home, 'host.json'), JSON.stringify({ pid: 4711, url: 'http://127.0.0.1:7419' }));
    const attempt = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../../electron/store/store.ts'))};
      try { openStore({ home: ${JSON.stringify(home)} }).close(); console.log('opened'); } catch (error) { console.log(error.code, error.message); }`;
    const run = async () =>
      (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', attempt])).stdout;
    expect(await run()).toMatch(/^store_owned .*process 4711 at http:\/\/127\.0\.0\.1:7419/);
    store.close();
    expect(await run()).toBe('opened\n');
  });
});

describe('damage', () => {
  test('a damaged file is set aside whole and named, and a fresh one takes its place', async () => {
    const first = openStore({ home });
    await first.write(() => {
      for (let seq = 1; seq <= 300; seq++) first.audit.append(anEntry(seq));
    });
    first.close();
    const file = join(home, 'countersign.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096, bytes.length);
    writeFileSync(file, bytes);

    const second = openStore({ home });
    expect(second.damaged).toMatch(/countersign\.db\.damaged-/);
    expect(
      readFileSync(second.damaged ?? '')
        .subarray(4096, 4100)
        .toString(),
    ).toBe('ZZZZ');
    expect(second.audit.count()).toBe(0);
    second.close();
  });

  test('a file that is no database at all is set aside too', () => {
    writeFileSync(join(home, 'countersign.db'), 'not a database, by any measure, at all'.repeat(100));
    const store = openStore({ home });
    expect(readdirSync(home).filter((name) => name.includes('damaged-'))).toHaveLength(1);
    store.close();
  });
});

describe('migrations', () => {
  const newest = migrations.length;

  test('an existing database is copied before it is changed, and a newer one is refused untouched', () => {
    const file = join(home, 'a.db');
    const db = new SqliteDatabase(file);
    expect(migrate(db, home, 0)).toMatchObject({ from: 0, backup: null });
    const more = [
      ...migrations,
      { version: newest + 1, name: 'next', sql: 'CREATE TABLE extra (a INTEGER) STRICT' },
    ];
    const { backup } = migrate(db, home, 0, more);
    expect(readFileSync(backup ?? '').length).toBeGreaterThan(0);
    const copy = new SqliteDatabase(backup ?? '');
    expect(copy.pragma('user_version', { simple: true })).toBe(newest);
    copy.close();
    expect(() => migrate(db, home, 0)).toThrow('newer Countersign');
    db.close();
  });

  test('a migration that fails leaves the shape as it was', () => {
    const db = new SqliteDatabase(join(home, 'a.db'));
    migrate(db, home, 0);
    const broken = [
      ...migrations,
      {
        version: newest + 1,
        name: 'next',
        sql: 'CREATE TABLE extra (a INTEGER) STRICT; CREATE TABLE runs (a)',
      },
    ];
    expect(() => migrate(db, home, 0, broken)).toThrow('already exists');
    expect(db.pragma('user_version', { simple: true })).toBe(newest);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'extra'").get()).toBeUndefined();
    db.close();
  });
});

describe('group commit', () => {
  test('nobody is answered before the commit, and one fault does not lose the others', async () => {
    const store = openStore({ home });
    const reader = new SqliteDatabase(join(home, 'countersign.db'), { readonly: true });
    const seen = () => reader.prepare('SELECT count(*) FROM audit').pluck().get();
    const answered: string[] = [];
    const results = await Promise.allSettled([
      store
        .write(() => store.audit.append(anEntry(1)))
        .then(() => answered.push(`first sees ${String(seen())}`)),
      store.write(() => {
        store.audit.append(anEntry(2));
        throw new Error('a bug');
      }),
      store.write(() => store.audit.append(anEntry(3))),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(answered).toEqual(['first sees 2']);
    expect(store.audit.all().map((row) => row.seq)).toEqual([1, 3]);
    reader.close();
    store.close();
  });

  test('a full disk stops the store: everybody is told that the outcome is unknown, and nothing is written any more', async () => {
    const fatal: string[] = [];
    const db = openDatabase(join(home, 'full.db'));
    db.exec('CREATE TABLE t (a TEXT) STRICT');
    db.pragma('max_page_count = 4');
    const commit = createGroupCommit(db, { onFatal: (error) => fatal.push(error.code) });
    const put = (size: number) =>
      commit.write(() => db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(size)));
    const results = await Promise.allSettled([put(10), put(100_000), put(10)]);
    expect(
      results.map((result) => (result.status === 'rejected' ? result.reason.code : result.status)),
    ).toEqual(['disk_full', 'disk_full', 'disk_full']);
    await expect(commit.settled()).rejects.toMatchObject({ code: 'disk_full' });
    expect(fatal).toEqual(['disk_full']);
    db.close();
  });
});

describe('what is written stays', () => {
  test('the journal refuses changes, deletions and replacements', async () => {
    const store = openStore({ home });
    await store.write(() => store.audit.append(anEntry(1)));
    store.close();
    const db = new SqliteDatabase(join(home, 'countersign.db'));
    db.pragma('recursive_triggers = 1');
    const replace =
      "INSERT OR REPLACE INTO audit (seq, at, actor, identified, kind, body, prev, hash) VALUES (1, 0, 'x', 'cli', 'k', '{}', '', '')";
    for (const sql of ["UPDATE audit SET actor = 'x'", 'DELETE FROM audit', replace]) {
      expect(() => db.exec(sql)).toThrow('append-only');
    }
    db.close();
  });

  test('the same request answers the same, also after a restart; another body under its id is refused', async () => {
    const first = openStore({ home });
    await first.write(() => first.requests.keep('start:f', 'key', 'hash', { id: 'run' }, 1));
    first.close();
    const second = openStore({ home });
    expect(second.requests.find('start:f', 'key', 'hash')).toEqual({ answer: { id: 'run' } });
    expect(second.requests.find('start:g', 'key', 'hash')).toBeNull();
    expect(() => second.requests.find('start:f', 'key', 'other')).toThrow(
      expect.objectContaining({ code: 'request_reused' }),
    );
    second.close();
  });
});
