import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

/** Files up to this size are checked as a whole at start; larger ones by their small tables, to start within a second. */
const wholeCheckBytes = 48 * 1024 * 1024;

/**
 * Opens the file with the durability we promise. better-sqlite3 is compiled to fall back to synchronous=NORMAL in WAL
 * mode (RELIABILITY finding 1), so FULL is set by hand and read back after a real write, never only before it.
 */
export function openDatabase(file: string): Database {
  closeSync(openSync(file, 'a', 0o600)); // exists with our mode before SQLite makes -wal and -shm after it
  const db = new SqliteDatabase(file, { timeout: 2000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = 1');
    db.pragma('checkpoint_fullfsync = 1');
    db.pragma('foreign_keys = 1');
    db.pragma('recursive_triggers = 1');
    db.pragma('trusted_schema = 0');
    db.pragma('mmap_size = 0');
    db.pragma('cache_size = -16000');
    db.pragma('temp_store = MEMORY');
    db.pragma('wal_autocheckpoint = 1000');
    db.pragma('journal_size_limit = 67108864');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const wanted = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['recursive_triggers', 1],
  ['trusted_schema', 0],
] as const;

export type Setting = { name: string; wanted: string; found: string; ok: boolean };

/** The settings the promises rest on, as they are now. Also what `doctor` shows. */
export function readSettings(db: Database): Setting[] {
  const settings: Setting[] = wanted.map(([name, value]) => {
    const found = String(db.pragma(name, { simple: true }));
    return { name, wanted: String(value), found, ok: found === String(value) };
  });
  // SQLite built without mmap answers nothing at all, which is as good as 0.
  const said = db.pragma('mmap_size', { simple: true });
  const mmap = typeof said === 'number' ? String(said) : '0';
  settings.push({ name: 'mmap_size', wanted: '0', found: mmap, ok: mmap === '0' });
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  return [
    ...settings,
    { name: 'sqlite', wanted: '3.51.3 or newer', found: version, ok: isAtLeast(version, [3, 51, 3]) },
  ];
}

/** Refuses to go on with a weaker database than the README promises. Call after the first write. */
export function assertSettings(db: Database): void {
  const drifted = readSettings(db).filter((setting) => !setting.ok);
  if (drifted.length === 0) return;
  const list = drifted
    .map((setting) => `${setting.name} is ${setting.found}, wanted ${setting.wanted}`)
    .join('; ');
  throw new AppError(
    'store_failed',
    `The database does not keep its safety settings (${list}), so Countersign does not start.`,
    {
      fix: 'Reinstall Countersign. If it stays, report it with this message.',
    },
  );
}

/** null when nothing wrong was found, else SQLite's own words about the damage. */
export function findDamage(db: Database, file: string): string | null {
  try {
    const small = existsSync(file) && statSync(file).size <= wholeCheckBytes;
    const tables = small
      ? [null]
      : ['meta', 'flows', 'releases', 'definitions', 'connections', 'bindings', 'schedules', 'approvals'];
    for (const table of tables) {
      if (table !== null && db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) === undefined)
        continue;
      const said = String(
        db.pragma(table === null ? 'quick_check(1)' : `quick_check(${table})`, { simple: true }),
      );
      if (said !== 'ok') return said;
    }
    return null;
  } catch (error) {
    if (isDamage(error)) return (error as Error).message; // isDamage asked for a SqliteError
    throw error;
  }
}

/** A damaged file is evidence: it is moved aside whole, never deleted. */
export function setAside(file: string, at: number): string {
  const stamp = new Date(at).toISOString().replaceAll(':', '');
  const target = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}

export function sqliteCode(error: unknown): string | null {
  return error instanceof SqliteDatabase.SqliteError ? error.code : null;
}

export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** After one of these nobody knows what is on disk: the host has to stop (RELIABILITY finding 2). */
export function isFatal(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_FULL' || isDamage(error));
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wantedPart] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wantedPart) return part > wantedPart;
  }
  return true;
}
