import { openVisits } from '../visits.ts';
import { endRun } from './ending.ts';
import { enter } from './enter.ts';
import { arrive, isJoin, settleJoins } from './joins.ts';
import { hasEnded } from './work.ts';
import type { Work } from './work.ts';

/** Moves every token on until each waits for something or is gone; a run without tokens has succeeded. */
export function drain(work: Work): void {
  do {
    while (work.tokens.length > 0 && !hasEnded(work)) step(work);
    if (hasEnded(work)) return;
  } while (settleJoins(work));
  if (isDone(work)) endRun(work, { status: 'succeeded', node: null, message: null, output: null });
}

function step(work: Work): void {
  const token = work.tokens.shift();
  if (token === undefined) return;
  const node = work.program.node(token.to);
  if (isJoin(node)) arrive(work, node, token.from);
  else enter(work, node, { from: [token.from] });
}

/** A write whose branch lost is no token, but the run stays to record how it ends. */
function isDone(work: Work): boolean {
  return openVisits(work.state).every((visit) => visit.detached && visit.status === 'unknown');
}
