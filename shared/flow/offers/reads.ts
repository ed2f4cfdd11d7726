import { usesOf } from '../compile/formulas.ts';
import { readSteps } from '../compile/read-steps.ts';
import { createReport } from '../compile/report.ts';
import type { Drawing } from '../drawing.ts';

/** A value that a step reads of what came before it: `['steps', 'ask', 'risk']`. */
export type Read = readonly string[];

/** The values a step’s formulas read, each once, in the order of its fields; of a value and a part of it, the value. */
export function readsOf(drawing: Drawing, node: string): Read[] {
  const drawn = drawing.nodes[node];
  if (drawn === undefined) return [];
  const report = createReport();
  const [step] = readSteps({ ...drawing, nodes: { [node]: drawn }, edges: [] }, report);
  if (step === undefined) return [];
  const reads = usesOf(step, report)
    .filter(({ variable }) => variable === 'trigger' || variable === 'steps')
    .map(({ variable, path }) => [variable, ...path]);
  return reads.filter(
    (read, at) => !reads.some((other, i) => isWithin(read, other) && (other.length < read.length || i < at)),
  );
}

const isWithin = (read: Read, other: Read): boolean =>
  other.length <= read.length && other.every((part, at) => part === read[at]);
