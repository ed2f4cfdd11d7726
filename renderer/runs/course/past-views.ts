import { runView } from '../../../shared/api/run-view.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import { createScrub } from '../../../shared/run/scrub.ts';
import type { Visit } from '../../../shared/run/state.ts';
import type { Run, Step } from '../../run-parts/run-words.ts';

/**
 * The run as the API would have shown it after event k, for any k. A round that did not change between two moments is
 * the same object in both, so that its row is drawn once.
 */
export function createPastViews(events: readonly RunEvent[], now: Run): (k: number) => Run {
  const scrub = createScrub(events);
  const kinds = new Map(now.steps.map(({ node, kind }) => [node, kind]));
  const known = new WeakMap<Visit, Step>();

  return (k) => {
    const state = scrub.stateAfter(k);
    const view = runView(state, (node) => kinds.get(node));
    const steps = view.steps.map((step, index) => {
      const visit = state.visits[index];
      if (visit === undefined) return step;
      const same = known.get(visit) ?? step;
      known.set(visit, same);
      return same;
    });
    return { ...view, steps };
  };
}
