import { listed } from '../../../shared/approval/words.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { changesOutside } from '../../../shared/flow/outside.ts';
import { readsOf } from '../../../shared/flow/offers/reads.ts';
import { roundsAfter, standingAt } from '../../../shared/run/standing-at.ts';
import { stepName, wayOut } from '../../steps/step-words.ts';
import type { Run, Step } from '../../run-parts/run-words.ts';

/** The round of a step from which the run can go on, as it stands now. */
export const roundToRepair = (run: Run, node: string): Step | undefined =>
  run.status === 'failed' ? standingAt(run.steps, node, isFailure) : undefined;

/** Its failure ended the run: it left by no way. */
export const isFailure = ({ status, port }: Step): boolean => status === 'failed' && port === null;

/** Where the run goes after a step: “Next: “Review”, “Tell Ann”.” */
export function nextWords(drawing: Drawing, node: string, way: string): string {
  const targets = drawing.edges.filter(({ from, port }) => from === node && port === way);
  const names = targets.map(({ to }) => `“${stepName(drawing, to)}”`);
  return names.length === 0 ? 'Nothing follows on this way.' : `Next: ${listed(names)}.`;
}

/** What a step gives on a way, as a choice among several. */
export function wayWords(way: string): string {
  if (way === 'done') return 'the usual way';
  return way === 'error' ? 'the way for when it fails' : `“${wayOut(way)}”`;
}

/** Steps that have worked already and are done once more, when the run goes on from this round. */
export function redoneWords(run: Run, drawing: Drawing | undefined, round: Step): string | null {
  const again = roundsAfter(run.steps, round).filter(({ status }) => status === 'succeeded');
  const nodes = [...new Set(again.map(({ node }) => node))];
  if (nodes.length === 0) return null;
  const named = (names: readonly string[]): string =>
    listed(names.map((node) => `“${stepName(drawing, node)}”`));
  const outside = nodes.filter((node) => {
    const drawn = drawing?.nodes[node];
    return drawn !== undefined && changesOutside(drawn);
  });
  const twice =
    outside.length === 0
      ? ''
      : ` ${named(outside)} ${outside.length === 1 ? 'changes' : 'change'} something outside, a second time.`;
  return `Done once more after it: ${named(nodes)}.${twice}`;
}

/** Steps that read what this one gives. */
export function readersOf(drawing: Drawing, node: string): string[] {
  return Object.keys(drawing.nodes).filter((name) =>
    readsOf(drawing, name).some(([variable, step]) => variable === 'steps' && step === node),
  );
}
