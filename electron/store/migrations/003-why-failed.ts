import type { Migration } from './migration.ts';

/** The code a run failed with, beside the step: failures are counted by their cause without reading any run. */
export const whyFailed: Migration = {
  version: 3,
  name: 'why failed',
  sql: `
ALTER TABLE runs ADD COLUMN outcome_code TEXT;
UPDATE runs SET outcome_code = (
  SELECT json_extract(one.value, '$.data.error.code') FROM events, json_each(events.body) AS one
  WHERE events.run = runs.n AND json_extract(one.value, '$.type') = 'step.failed'
    AND json_extract(one.value, '$.node') = runs.outcome_node
  ORDER BY events.seq DESC, one.key DESC LIMIT 1)
WHERE status = 'failed';
CREATE INDEX runs_failed ON runs (flow, outcome_node, outcome_code, n) WHERE status = 'failed';
`,
};
