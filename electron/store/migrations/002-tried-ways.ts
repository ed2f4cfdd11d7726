import type { Migration } from './migration.ts';

/**
 * By which way out a decided card was left (`timeout`: nobody answered), and on which definition: a release tells which
 * of its decisions were tried in draft without reading any run.
 */
export const triedWays: Migration = {
  version: 2,
  name: 'tried ways',
  sql: `
ALTER TABLE approvals ADD COLUMN way TEXT;
ALTER TABLE approvals ADD COLUMN hash TEXT;
UPDATE approvals SET
  way = iif(json_extract(state, '$.decided.by') = 'timer', 'timeout', json_extract(state, '$.decided.decision')),
  hash = (SELECT hash FROM runs WHERE runs.id = approvals.run)
WHERE draft = 1;
CREATE INDEX approvals_tried ON approvals (flow, hash, node, way, run) WHERE draft = 1 AND way IS NOT NULL;
`,
};
