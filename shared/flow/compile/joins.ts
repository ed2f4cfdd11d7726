import type { Graph } from './graph.ts';
import type { Report } from './report.ts';
import { textAt, titleOf } from './step.ts';
import type { Step } from './step.ts';

/** A join that waits for more than can come would never fire. */
export function checkJoins(steps: readonly Step[], graph: Graph, report: Report): void {
  for (const step of steps) {
    if (step.kind?.kind !== 'join' || !step.isValid) continue;
    const count = step.config['count'];
    const incoming = graph.incoming[step.index] ?? 0;
    if (textAt(step.config, 'mode') !== 'count' || typeof count !== 'number') continue;
    if (count <= incoming) continue;
    report.error(
      'join_count_too_high',
      { node: step.name, field: 'config.count' },
      `${titleOf(step)} waits for ${count}, but only ${incoming} ${incoming === 1 ? 'wire leads' : 'wires lead'} into it.`,
      `Set count to ${Math.max(1, incoming)} or less, or lead more wires into it.`,
    );
  }
}
