import type { OutputOf } from '../../shared/api/contract.ts';
import { outcomeOf, waitView } from '../../shared/api/run-view.ts';
import type { RunRow } from '../store/runs.ts';
import { iso, isoOrNull } from './page-of.ts';

/** Who may decide a card now. */
export type HoldersOf = (approval: string) => { pools: string[]; people: string[] } | null;

/** A line of the list: from the run's row and its card's, so that 100,000 of them cost nothing. */
export function runItem(row: RunRow, holdersOf: HoldersOf): OutputOf<'runs.list'>['items'][number] {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    target: row.target,
    hash: row.hash,
    status: row.status,
    startedAt: iso(row.startedAt),
    endedAt: isoOrNull(row.endedAt),
    startedBy: row.startedBy,
    trigger: { node: row.triggerNode, kind: row.triggerKind },
    outcome: row.endedAt === null ? null : outcomeOf({ node: row.outcomeNode, message: row.outcomeMessage }),
    waitingFor: row.waitingFor.map((wait) => {
      const holders = wait.approval === undefined ? null : holdersOf(wait.approval);
      return holders === null ? waitView(wait) : { ...waitView(wait), holders };
    }),
    practice: row.practice,
  };
}
