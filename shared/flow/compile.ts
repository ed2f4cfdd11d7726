import { canonicalJson, sha256Hex } from '../canonical.ts';
import { checkApprovals } from './compile/approvals.ts';
import { assemble } from './compile/assemble.ts';
import { checkConnections } from './compile/connections.ts';
import { connect } from './compile/graph.ts';
import { checkJoins } from './compile/joins.ts';
import { checkLoops } from './compile/loops.ts';
import { createReach } from './compile/reach.ts';
import { readSteps } from './compile/read-steps.ts';
import { checkReferences } from './compile/references.ts';
import { createReport } from './compile/report.ts';
import { warnAboutSecrets } from './compile/secrets.ts';
import { checkNodeSettings, checkSettings } from './compile/settings.ts';
import { checkTimes } from './compile/times.ts';
import { checkTriggers } from './compile/triggers.ts';
import { checkWaits } from './compile/waits.ts';
import { warnAboutSteps } from './compile/warnings.ts';
import { checkWritable } from './compile/writable.ts';
import type { CompileResult, Definition } from './definition.ts';
import type { Drawing } from './drawing.ts';

/**
 * A drawing as a definition, or every problem that keeps it from being one (FLOW-FORMAT, “Definition”). Pure and total:
 * the same drawing gives the same bytes on every machine, and no drawing makes it throw.
 */
export function compile(drawing: Drawing): CompileResult {
  const report = createReport();
  const order = Object.keys(drawing.nodes);
  if (!checkWritable(drawing, report)) return { ok: false, problems: report.problems(order) };

  const steps = readSteps(drawing, report);
  const graph = connect(drawing.edges, steps, report);
  const reach = createReach(graph.next);
  checkSettings(drawing, report);
  checkTriggers(steps, report);
  checkNodeSettings(steps, report);
  checkTimes(steps, report);
  checkConnections(drawing.connections ?? {}, steps, report);
  checkApprovals(steps, graph, report);
  checkJoins(steps, graph, report);
  checkWaits(steps, graph, reach, report);
  checkLoops(steps, graph, report);
  const reads = checkReferences(drawing, steps, graph, reach, report);
  warnAboutSteps(steps, graph, report);
  warnAboutSecrets(drawing, report);

  const problems = report.problems(order);
  if (report.hasErrors()) return { ok: false, problems };
  const canonical = canonicalJson(assemble(drawing, steps, graph, reads));
  // Read back from its own bytes: a run works with exactly what is stored, down to the order of keys.
  const definition = JSON.parse(canonical) as Definition; // written from a Definition just above
  return { ok: true, definition, hash: sha256Hex(canonical), canonical, warnings: problems };
}
