import type { Change } from './diff.ts';
import type { Drawing, Edge } from './drawing.ts';
import { printEdge } from './edge-text.ts';
import type { SizeOf } from './edit/align-nodes.ts';
import { freePlace, placeAll } from './edit/places.ts';

export type Difference = 'added' | 'changed' | 'removed';

/** Two drawings as one picture: the later one, with what is gone still at its old place. */
export type BothDrawings = {
  drawing: Drawing;
  steps: ReadonlyMap<string, Difference>;
  /** By the wire's line in the file. */
  wires: ReadonlyMap<string, Exclude<Difference, 'changed'>>;
};

/** `changes` is what `diffFlows` found between the two; `sizeOf` keeps a ghost from covering what stands there now. */
export function bothDrawings(
  before: Drawing,
  after: Drawing,
  changes: readonly Change[],
  sizeOf: SizeOf,
): BothDrawings {
  const [old, fresh] = [placeAll(before, sizeOf), placeAll(after, sizeOf)];
  const gone = Object.keys(old.nodes).filter((name) => !Object.hasOwn(fresh.nodes, name));
  let drawing: Drawing = { ...fresh, nodes: { ...fresh.nodes }, layout: { ...fresh.layout } };
  for (const name of gone) {
    const node = old.nodes[name];
    if (node === undefined) continue;
    const place = freePlace(drawing, old.layout?.[name] ?? [0, 0], sizeOf);
    drawing = {
      ...drawing,
      nodes: { ...drawing.nodes, [name]: node },
      layout: { ...drawing.layout, [name]: place },
    };
  }
  const wires = differingWires(old.edges, fresh.edges);
  const goneWires = old.edges.filter((edge) => wires.get(printEdge(edge)) === 'removed');
  return {
    drawing: { ...drawing, edges: [...fresh.edges, ...goneWires] },
    steps: differingSteps(old, fresh, changes),
    wires,
  };
}

function differingSteps(
  before: Drawing,
  after: Drawing,
  changes: readonly Change[],
): Map<string, Difference> {
  const steps = new Map<string, Difference>();
  for (const name of Object.keys(before.nodes))
    if (!Object.hasOwn(after.nodes, name)) steps.set(name, 'removed');
  for (const name of Object.keys(after.nodes))
    if (!Object.hasOwn(before.nodes, name)) steps.set(name, 'added');
  for (const { node, field } of changes) {
    if (node !== undefined && field !== undefined && field !== 'edges' && !steps.has(node))
      steps.set(node, 'changed');
  }
  return steps;
}

function differingWires(
  before: readonly Edge[],
  after: readonly Edge[],
): Map<string, Exclude<Difference, 'changed'>> {
  const [old, fresh] = [new Set(before.map(printEdge)), new Set(after.map(printEdge))];
  return new Map([
    ...[...fresh].filter((line) => !old.has(line)).map((line) => [line, 'added'] as const),
    ...[...old].filter((line) => !fresh.has(line)).map((line) => [line, 'removed'] as const),
  ]);
}
