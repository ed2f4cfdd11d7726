import type { Database } from 'better-sqlite3';

/** Only the token's hash is kept: the token itself is shown once. Times are epoch ms. */
export type TokenRow = {
  id: string;
  role: string;
  person: string;
  name: string;
  createdAt: number;
  usedAt: number | null;
};

const columns = 'id, role, person, name, created_at AS createdAt, used_at AS usedAt';

export type TokenStore = ReturnType<typeof createTokenStore>;

export function createTokenStore(db: Database) {
  const add = db.prepare<[string, string, string, string, string, number]>(
    'INSERT INTO tokens (id, hash, role, person, name, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const byHash = db.prepare<[string], TokenRow>(
    `SELECT ${columns} FROM tokens WHERE hash = ? AND revoked_at IS NULL`,
  );
  const get = db.prepare<[string], TokenRow>(
    `SELECT ${columns} FROM tokens WHERE id = ? AND revoked_at IS NULL`,
  );
  const list = db.prepare<[], TokenRow>(
    `SELECT ${columns} FROM tokens WHERE revoked_at IS NULL ORDER BY created_at, id`,
  );
  const revoke = db.prepare<[number, string]>(
    'UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const used = db.prepare<[number, string]>('UPDATE tokens SET used_at = ? WHERE id = ?');
  return {
    add: (token: {
      id: string;
      hash: string;
      role: string;
      person: string;
      name: string;
      at: number;
    }): void => void add.run(token.id, token.hash, token.role, token.person, token.name, token.at),
    byHash: (hash: string): TokenRow | null => byHash.get(hash) ?? null,
    get: (id: string): TokenRow | null => get.get(id) ?? null,
    list: (): TokenRow[] => list.all(),
    revoke: (id: string, at: number): boolean => revoke.run(at, id).changes > 0,
    used: (id: string, at: number): void => void used.run(at, id),
  };
}
