import type { Migration } from './migration.ts';

/**
 * What numbers count and what the inbox lists stands in indexes of its own, so neither reads whole cards: one has a line
 * for every live card, one for every card that waits, one for every run that has ended. SQLite keeps them in step; the
 * queries in `card-figures.ts` and `waiting-cards.ts` repeat their expressions letter by letter.
 */
export const countedCards: Migration = {
  version: 4,
  name: 'counted cards',
  sql: `
CREATE INDEX approvals_counted ON approvals (created_at, status, decided_at, tier, flow, node, run,
  json_extract(state, '$.card.assign.pools'), json_extract(state, '$.card.requester'),
  json_extract(state, '$.decided.by'), json_array_length(state, '$.decided.edits'),
  json_array_length(state, '$.comments'), draft) WHERE draft = 0;
CREATE INDEX approvals_waiting ON approvals (created_at, id,
  json_remove(state, '$.card.proposal', '$.card.show', '$.card.next', '$.card.earlier', '$.comments'),
  iif(draft = 1, json_extract(view, '$.clockAheadMs'), NULL)) WHERE status = 'pending';
CREATE INDEX runs_counted ON runs (started_at, flow, id, ended_at, target) WHERE ended_at IS NOT NULL AND target <> 'draft';
`,
};
