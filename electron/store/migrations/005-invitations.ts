import type { Migration } from './migration.ts';

/** Codes that are exchanged once for a token, by their hash. */
export const invitations: Migration = {
  version: 5,
  name: 'invitations',
  sql: `
CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
`,
};
