import type { OutputOf } from '../../shared/api/contract.ts';
import { outcomeOf, waitView } from '../../shared/api/run-view.ts';
import type { RunRow } from '../store/runs.ts';
import { iso, isoOrNull } from './page-of.ts';

/** A line of the list: from the run's row alone, so that 100,000 of them cost nothing. */
export function runItem(row: RunRow): OutputOf<'runs.list'>['items'][number] {
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
    waitingFor: row.waitingFor.map(waitView),
    practice: row.practice,
  };
}
