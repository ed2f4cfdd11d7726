import type { Migration } from './migration.ts';

/**
 * The first shape. STRICT everywhere: a wrong type is an error here, not a surprise later.
 * `runs.n` and `events.id` only ever grow: lists, cursors, the stream and the indexer rest on that.
 */
export const first: Migration = {
  version: 1,
  name: 'first',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE flows (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  etag TEXT NOT NULL,
  origin TEXT,
  live INTEGER,
  promoted_by TEXT,
  edited_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE texts (etag TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE definitions (hash TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
  flow TEXT NOT NULL,
  version INTEGER NOT NULL,
  etag TEXT NOT NULL REFERENCES texts (etag),
  hash TEXT NOT NULL REFERENCES definitions (hash),
  notes TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (flow, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER releases_are_final_u BEFORE UPDATE ON releases BEGIN SELECT RAISE(ABORT, 'releases are immutable'); END;
CREATE TRIGGER releases_are_final_d BEFORE DELETE ON releases BEGIN SELECT RAISE(ABORT, 'releases are immutable'); END;

CREATE TABLE runs (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  flow TEXT NOT NULL,
  version INTEGER,
  target TEXT NOT NULL,
  hash TEXT NOT NULL,
  etag TEXT NOT NULL,
  status TEXT NOT NULL,
  trigger_node TEXT NOT NULL,
  trigger_kind TEXT NOT NULL,
  started_by TEXT NOT NULL,
  requester TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome_node TEXT,
  outcome_message TEXT,
  due_at INTEGER,
  in_flight INTEGER NOT NULL DEFAULT 0,
  polled INTEGER NOT NULL DEFAULT 0,
  waiting TEXT,
  unknown INTEGER NOT NULL DEFAULT 0,
  practice INTEGER NOT NULL DEFAULT 0,
  overlap TEXT,
  crashes INTEGER NOT NULL DEFAULT 0,
  parked TEXT,
  purged_at INTEGER
) STRICT;
CREATE INDEX runs_by_flow ON runs (flow, n);
CREATE INDEX runs_live ON runs (status, n) WHERE ended_at IS NULL;
CREATE INDEX runs_bad ON runs (status, n) WHERE ended_at IS NOT NULL AND status <> 'succeeded';
CREATE INDEX runs_due ON runs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX runs_in_flight ON runs (n) WHERE in_flight = 1;
CREATE INDEX runs_unknown ON runs (n) WHERE unknown = 1;
CREATE INDEX runs_polled ON runs (n) WHERE polled = 1;
CREATE INDEX runs_overlap ON runs (overlap, n) WHERE ended_at IS NULL AND overlap IS NOT NULL;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (n),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_run ON events (run, seq);

CREATE TABLE queue (run INTEGER PRIMARY KEY REFERENCES runs (n), overlap TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX queue_by_overlap ON queue (overlap, run);

CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  flow TEXT NOT NULL,
  node TEXT NOT NULL,
  visit INTEGER NOT NULL,
  status TEXT NOT NULL,
  title TEXT NOT NULL,
  tier INTEGER NOT NULL,
  draft INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  deadline INTEGER,
  decided_at INTEGER,
  deferred_until INTEGER,
  state TEXT NOT NULL,
  view TEXT NOT NULL
) STRICT;
CREATE INDEX approvals_by_status ON approvals (status, created_at);
CREATE INDEX approvals_by_run ON approvals (run);
CREATE INDEX approvals_by_time ON approvals (created_at);

CREATE TABLE outbox (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  approval TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,
  result TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_by_approval ON outbox (approval);

CREATE TABLE requests (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_time ON requests (at);

CREATE TABLE early_callbacks (
  run TEXT NOT NULL,
  node TEXT NOT NULL,
  visit INTEGER NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run, node, visit)
) STRICT, WITHOUT ROWID;

CREATE TABLE connections (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets (
  connection TEXT NOT NULL REFERENCES connections (name) ON DELETE CASCADE,
  field TEXT NOT NULL,
  sealed BLOB NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (connection, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE bindings (
  flow TEXT NOT NULL,
  slot TEXT NOT NULL,
  target TEXT NOT NULL,
  connection TEXT NOT NULL REFERENCES connections (name),
  PRIMARY KEY (flow, slot, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX bindings_by_connection ON bindings (connection);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  hash TEXT PRIMARY KEY,
  approval TEXT NOT NULL,
  person TEXT NOT NULL,
  card_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_approval ON links (approval);

CREATE TABLE schedules (
  flow TEXT NOT NULL,
  node TEXT NOT NULL,
  spec TEXT NOT NULL,
  armed_by TEXT,
  last_slot INTEGER NOT NULL,
  next_at INTEGER,
  PRIMARY KEY (flow, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE slots (
  flow TEXT NOT NULL,
  node TEXT NOT NULL,
  slot INTEGER NOT NULL,
  run TEXT,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (flow, node, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  identified TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_append_only_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_append_only_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE resources (
  sha TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE resource_uses (
  sha TEXT NOT NULL,
  run TEXT NOT NULL,
  evidence INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (sha, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_uses_by_run ON resource_uses (run);

CREATE VIRTUAL TABLE search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
`,
};
