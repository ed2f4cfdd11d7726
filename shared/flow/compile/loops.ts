import type { Graph } from './graph.ts';
import { componentsOf } from './reach.ts';
import type { Report } from './report.ts';
import { isApproval, titleOf } from './step.ts';
import type { Step } from './step.ts';

/**
 * A loop may change the outside world again and again only where a person or a stated limit stands in it. Taking those
 * steps out of the drawing leaves exactly the loops that hold neither.
 */
export function checkLoops(steps: readonly Step[], graph: Graph, report: Report): void {
  const isFree = (i: number): boolean => {
    const step = steps[i];
    return step !== undefined && !isApproval(step) && step.drawn.visits === undefined;
  };
  const { of, loops } = componentsOf(graph.next, isFree);
  for (const step of steps) {
    if (step.effect !== 'write' || loops[of[step.index] ?? -1] !== true) continue;
    report.error(
      'unbounded_write_loop',
      { node: step.name },
      `${titleOf(step)} changes something outside and is in a loop that nothing holds back: it could do so again and again.`,
      'Put an approval into the loop, or say on one of its steps how often it may run, for example visits: 3.',
    );
  }
}
