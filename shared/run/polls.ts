import { parseDuration } from '../flow/duration.ts';
import { isJsonObject } from '../json.ts';
import { visitsOnPath } from './history.ts';
import type { Program } from './program.ts';
import type { RunState } from './state.ts';
import { openVisits } from './visits.ts';

export type Poll = {
  /** The wait, and since when it waits. */
  node: string;
  visit: number;
  since: number;
  everyMs: number;
  /** The visit of the detached job that led to this wait. */
  job: { node: string; visit: number };
};

/** Waits that also look for the end of a detached job themselves. */
export function openPolls(program: Program, state: RunState): Poll[] {
  if (state.endedAt !== null) return [];
  return openVisits(state).flatMap((visit): Poll[] => {
    const poll = program.find(visit.node)?.definition.config['poll'];
    if (visit.status !== 'waiting' || visit.kind !== 'callback' || !isJsonObject(poll)) return [];
    const job = typeof poll['job'] === 'string' ? poll['job'] : '';
    const ran = visitsOnPath(state, visit.from, [job]).get(job);
    if (ran === undefined) return [];
    const everyMs = parseDuration(typeof poll['every'] === 'string' ? poll['every'] : '') ?? 30_000;
    const { node, visit: number, startedAt } = visit;
    return [{ node, visit: number, since: startedAt, everyMs, job: { node: job, visit: ran.visit } }];
  });
}
