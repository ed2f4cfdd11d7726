import type { Database } from 'better-sqlite3';
import type { ApprovalState } from '../../shared/run/state.ts';

/** `state` has nothing in it that only the card itself shows: no proposal, evidence, comments or earlier decisions. */
export type WaitingCard = {
  state: ApprovalState;
  /** In a draft that jumped: how far its clock is ahead. */
  clockAheadMs: number;
};

/** More than anybody looks through; what is behind them comes up as these are decided. */
const most = 50_000;

const leftOut = {
  proposal: { action: '', target: null, reason: null, values: {}, affects: null },
  show: [],
  next: {},
  earlier: [],
};

/** Cards that wait, oldest first, read from an index that holds nothing else. */
export function createWaitingCards(db: Database) {
  const waiting = db
    .prepare<[number], [string, number | null]>(
      `SELECT json_remove(state, '$.card.proposal', '$.card.show', '$.card.next', '$.card.earlier', '$.comments'),
         iif(draft = 1, json_extract(view, '$.clockAheadMs'), NULL)
       FROM approvals INDEXED BY approvals_waiting WHERE status = 'pending' ORDER BY created_at, id LIMIT ?`,
    )
    .raw();
  return {
    waiting: (): WaitingCard[] =>
      waiting.all(most).map(([text, ahead]) => {
        const state = JSON.parse(text) as Omit<ApprovalState, 'comments'>; // what `save` wrote, without those parts
        return {
          state: { ...state, comments: [], card: { ...state.card, ...leftOut } },
          clockAheadMs: ahead ?? 0,
        };
      }),
  };
}
