import { canonicalJson, sha256Hex } from '../canonical.ts';
import { compile } from './compile.ts';
import { assemble } from './compile/assemble.ts';
import { checkConnections } from './compile/connections.ts';
import { connect } from './compile/graph.ts';
import { createReach } from './compile/reach.ts';
import { readSteps } from './compile/read-steps.ts';
import { checkReferences } from './compile/references.ts';
import { createReport } from './compile/report.ts';
import { checkNodeSettings } from './compile/settings.ts';
import { checkTimes } from './compile/times.ts';
import { checkWritable } from './compile/writable.ts';
import type { Definition } from './definition.ts';
import type { Drawing } from './drawing.ts';
import type { Problem } from './problem.ts';

export type StepResult =
  | {
      ok: true;
      definition: Definition;
      hash: string;
      /** False where other steps still have problems: the definition can carry out this step, and no run. */
      isWhole: boolean;
    }
  | { ok: false; problems: Problem[] };

/**
 * As much of a drawing as one step needs to be tried: problems of other steps do not matter. Answers with the problems
 * of the step itself where it cannot be carried out.
 */
export function compileStep(drawing: Drawing, node: string): StepResult {
  const whole = compile(drawing);
  if (whole.ok) return { ok: true, definition: whole.definition, hash: whole.hash, isWhole: true };

  const report = createReport();
  const order = Object.keys(drawing.nodes);
  if (!checkWritable(drawing, report)) return { ok: false, problems: report.problems(order) };
  const steps = readSteps(drawing, report);
  // Wires that make no sense are told about elsewhere; here they are only left out.
  const graph = connect(drawing.edges, steps, createReport());
  checkNodeSettings(steps, report);
  checkTimes(steps, report);
  checkConnections(drawing.connections ?? {}, steps, report);
  const reads = checkReferences(drawing, steps, graph, createReach(graph.next), report);
  const own = report
    .problems(order)
    .filter((problem) => problem.node === node && problem.severity === 'error');
  if (own.length > 0) return { ok: false, problems: own };
  const canonical = canonicalJson(assemble(drawing, steps, graph, reads));
  const definition = JSON.parse(canonical) as Definition; // written from a Definition just above
  return { ok: true, definition, hash: sha256Hex(canonical), isWhole: false };
}
