import type { Migration } from './migration.ts';

/** What steps said while they worked, by attempt. A line without text stands for those that were no longer kept. */
export const stepLogs: Migration = {
  version: 6,
  name: 'step logs',
  sql: `
CREATE TABLE step_logs (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (n),
  node TEXT NOT NULL,
  visit INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  at INTEGER NOT NULL,
  text TEXT
) STRICT;
CREATE INDEX step_logs_place ON step_logs (run, node, visit, id);
`,
};
