import type { RunInput } from '../input.ts';
import type { Visit } from '../state.ts';
import { findVisit, openVisits } from '../visits.ts';
import { finishAttempt, startNextAttempt } from './effects.ts';
import { emit, hasEnded } from './work.ts';
import type { Work } from './work.ts';

type Probe = Extract<RunInput, { type: 'recover' }>['probes'][number]['found'];

/**
 * The host has started again: attempts without a result were cut off. What may be done again is; what a probe can tell
 * is believed; everything else is asked. Nothing is guessed.
 */
export function onRecover(work: Work, input: Extract<RunInput, { type: 'recover' }>): void {
  for (const visit of openVisits(work.state)) {
    if (hasEnded(work)) return;
    if (visit.status !== 'running') continue;
    const probe = input.probes.find((one) => one.node === visit.node && one.visit === visit.visit);
    recoverVisit(work, visit, probe?.found);
  }
}

function recoverVisit(work: Work, visit: Visit & { status: 'running' }, probe: Probe | undefined): void {
  const rule = work.program.find(visit.node)?.afterCrash ?? 'ask';
  if (probe?.happened === true && rule === 'probe')
    return finishAttempt(work, visit, visit.attempt, { ok: true, output: probe.output });
  const didNotHappen = rule === 'probe' && probe?.happened === false;
  const mayRepeat = visit.practice || rule === 'again' || rule === 'keyed' || didNotHappen;
  if (mayRepeat && !visit.detached) return repeat(work, visit);
  const reason = visit.detached
    ? 'Countersign stopped while this finished. Nothing depends on it any more.'
    : 'Countersign stopped while this was under way, so it may have happened.';
  const data = { attempt: visit.attempt, reason };
  emit(work, { type: 'step.unknown', node: visit.node, visit: visit.visit, data });
}

function repeat(work: Work, visit: Visit & { status: 'running' }): void {
  const ref = { node: visit.node, visit: visit.visit };
  emit(work, { type: 'step.interrupted', ...ref, data: { attempt: visit.attempt } });
  const interrupted = findVisit(work.state, ref.node, ref.visit);
  if (interrupted !== undefined) startNextAttempt(work, interrupted);
}
