import type { Database } from 'better-sqlite3';

/** A link to one card for one person, by the hash of its token: the database cannot be used to decide. */
export type LinkRow = {
  hash: string;
  approval: string;
  person: string;
  cardHash: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
};

const columns =
  'hash, approval, person, card_hash AS cardHash, created_at AS createdAt, expires_at AS expiresAt, used_at AS usedAt';

export type LinkStore = ReturnType<typeof createLinkStore>;

export function createLinkStore(db: Database) {
  const add = db.prepare<[string, string, string, string, number, number]>(
    'INSERT OR IGNORE INTO links (hash, approval, person, card_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const get = db.prepare<[string], LinkRow>(`SELECT ${columns} FROM links WHERE hash = ?`);
  const use = db.prepare<[number, string]>('UPDATE links SET used_at = ? WHERE hash = ? AND used_at IS NULL');
  const prune = db.prepare<[number]>('DELETE FROM links WHERE expires_at < ?');
  return {
    add: (link: Omit<LinkRow, 'usedAt'>): void =>
      void add.run(link.hash, link.approval, link.person, link.cardHash, link.createdAt, link.expiresAt),
    get: (hash: string): LinkRow | null => get.get(hash) ?? null,
    /** True for the first use only. */
    use: (hash: string, at: number): boolean => use.run(at, hash).changes > 0,
    prune: (before: number): void => void prune.run(before),
  };
}
