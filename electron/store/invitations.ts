import type { Database } from 'better-sqlite3';

/** Only the code's hash is kept: the database cannot be used to join. Times are epoch ms. */
export type InvitationRow = {
  id: string;
  role: string;
  person: string;
  name: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
};

const columns = 'id, role, person, name, created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt';

export type InvitationStore = ReturnType<typeof createInvitationStore>;

export function createInvitationStore(db: Database) {
  const add = db.prepare<[string, string, string, string, string, number, number]>(
    'INSERT INTO invitations (id, hash, role, person, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const byHash = db.prepare<[string], InvitationRow>(`SELECT ${columns} FROM invitations WHERE hash = ?`);
  const open = db.prepare<[number], InvitationRow>(
    `SELECT ${columns} FROM invitations WHERE used_at IS NULL AND expires_at > ? ORDER BY created_at, id`,
  );
  const use = db.prepare<[number, string]>(
    'UPDATE invitations SET used_at = ? WHERE id = ? AND used_at IS NULL',
  );
  const remove = db.prepare<[string]>('DELETE FROM invitations WHERE id = ? AND used_at IS NULL');
  const prune = db.prepare<[number]>('DELETE FROM invitations WHERE expires_at < ?');
  return {
    add: (one: Omit<InvitationRow, 'usedAt'> & { hash: string }): void =>
      void add.run(one.id, one.hash, one.role, one.person, one.name, one.createdAt, one.expiresAt),
    byHash: (hash: string): InvitationRow | null => byHash.get(hash) ?? null,
    /** Those that still work. */
    open: (now: number): InvitationRow[] => open.all(now),
    /** True for the first use only. */
    use: (id: string, at: number): boolean => use.run(at, id).changes > 0,
    /** False where there is none, or it was used. */
    remove: (id: string): boolean => remove.run(id).changes > 0,
    prune: (before: number): void => void prune.run(before),
  };
}
