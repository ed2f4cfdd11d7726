import type { stuckCauses } from '../../shared/api/run-overviews.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunState } from '../../shared/run/state.ts';
import { openVisits } from '../../shared/run/visits.ts';
import { limitMsOf } from '../runtime/within-limit.ts';
import type { StuckRow, StuckSince } from '../store/run-overviews.ts';
import type { RunRow } from '../store/runs.ts';

export type StuckCause = {
  cause: (typeof stuckCauses)[number];
  node: string | null;
  since: number;
  message: string | null;
  approval: string | null;
  before?: string | null;
};

const minute = 60_000;
/** What is due happens within moments; a minute later something is in its way. */
const dueMs = minute;
const movingMs = 10 * minute;
const endlessMs = 7 * 24 * 60 * minute;
/** An attempt at its limit is stopped and given a few seconds to say what became of it. */
const limitGraceMs = 30_000;

export const stuckSince = (now: number): StuckSince => ({
  due: now - dueMs,
  moving: now - movingMs,
  endless: now - endlessMs,
});

/** What keeps a run from going on; null where nothing does. What needs a person most is said first. */
export function stuckCauseOf(parts: {
  row: RunRow;
  found: StuckRow;
  now: number;
  state: (run: string) => RunState;
  program: (hash: string) => Program;
}): StuckCause | null {
  const { row, found, now } = parts;
  const place = { node: null, message: null, approval: null };
  const unknown = row.waitingFor.find(({ kind }) => kind === 'unknown');
  if (unknown !== undefined) return { ...place, cause: 'unknown', node: unknown.node, since: unknown.since };
  if (found.isParked) return { ...place, cause: 'parked', message: row.parked, since: row.startedAt };
  if (found.isQueued) return { ...place, cause: 'queued', since: row.startedAt, before: found.before };
  if (row.dueAt !== null && row.dueAt < now - dueMs) {
    const wait = row.waitingFor[0];
    const { node = null, approval = null } = wait ?? {};
    return { ...place, cause: 'overdue', node, approval, since: row.dueAt };
  }
  if (row.status === 'running') return stuckStep(parts);
  const wait = row.waitingFor.find(({ until, since }) => (until ?? null) === null && since < now - endlessMs);
  if (wait === undefined) return null;
  return { ...place, cause: 'endless', node: wait.node, since: wait.since, approval: wait.approval ?? null };
}

/** Only a look at the whole run tells whether a step moves: how long it tries, and since when this attempt runs. */
function stuckStep({
  row,
  now,
  state,
  program,
}: Pick<Parameters<typeof stuckCauseOf>[0], 'row' | 'now' | 'state' | 'program'>): StuckCause | null {
  const run = state(row.id);
  for (const visit of openVisits(run)) {
    const { node } = visit;
    if (visit.status === 'scheduled' && visit.startedAt < now - movingMs) {
      const { message } = visit.error;
      return { cause: 'retrying', node, since: visit.startedAt, message, approval: null };
    }
    if (visit.status !== 'running') continue;
    const step = program(run.hash).find(node)?.definition;
    const begun = visit.attempts.at(-1)?.startedAt ?? visit.startedAt;
    if (step === undefined || begun + limitMsOf(step) + limitGraceMs > now) continue;
    return { cause: 'overtime', node, since: begun, message: null, approval: null };
  }
  return null;
}
