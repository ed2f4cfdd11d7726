import { closest } from '../../expression/closest.ts';
import type { Edge } from '../drawing.ts';
import { didYouMean, listed } from './report.ts';
import type { Report } from './report.ts';
import { isTrigger, titleOf } from './step.ts';
import type { Step } from './step.ts';

export type Graph = {
  /** Where each step leads, by index, each target once. */
  next: number[][];
  /** How many edges come in: a join counts them. */
  incoming: number[];
  /** For each step its ways out in the kind's order, each with its targets in drawing order; open ones are empty. */
  targets: Map<string, string[]>[];
};

/** Follows every edge to real steps and real ways out. An edge that makes no sense is reported and left out. */
export function connect(edges: readonly Edge[], steps: readonly Step[], report: Report): Graph {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const names = steps.map((step) => step.name);
  const wires: number[][][] = steps.map((step) => step.ports.map(() => []));
  const incoming = steps.map(() => 0);

  edges.forEach((edge, i) => {
    const field = `edges.${i}`;
    const from = byName.get(edge.from);
    const to = byName.get(edge.to);
    if (from === undefined || to === undefined) {
      const missing = from === undefined ? edge.from : edge.to;
      report.error(
        'unknown_node',
        { ...(from === undefined ? {} : { node: from.name }), field },
        `A wire ${from === undefined ? 'starts at' : 'leads to'} ‘${missing}’, and no step has this name.`,
        didYouMean(closest(missing, names), 'Correct the name, or remove the wire.'),
      );
      return;
    }
    const port = from.ports.indexOf(edge.port);
    if (port === -1 && from.kind !== null) {
      report.error('unknown_port', { node: from.name, field }, ...unknownPort(edge, from));
      return;
    }
    if (isTrigger(to)) {
      report.error(
        'edge_into_trigger',
        { node: to.name, field },
        `A wire leads into ${titleOf(to)}, which starts runs: nothing can lead into it.`,
        'Lead the wire to the step that comes after it, or remove it.',
      );
      return;
    }
    const wired = wires[from.index]?.[port];
    if (wired?.includes(to.index) === true) {
      report.error(
        'duplicate_edge',
        { node: from.name, field },
        `The wire from ${titleOf(from)} (${edge.port}) to ${titleOf(to)} is there twice.`,
        'Remove one of the two: it would start the step twice.',
      );
      return;
    }
    wired?.push(to.index);
    incoming[to.index] = (incoming[to.index] ?? 0) + 1;
  });

  for (const ports of wires) for (const targets of ports) targets.sort(byNumber);
  return {
    next: wires.map((ports) => [...new Set(ports.flat())]),
    incoming,
    targets: steps.map((step, i) => {
      const ports = wires[i] ?? [];
      return new Map(
        step.ports.map((port, at) => [port, (ports[at] ?? []).map((target) => names[target] ?? '')]),
      );
    }),
  };
}

function byNumber(a: number, b: number): number {
  return a - b;
}

function unknownPort(edge: Edge, from: Step): [message: string, fix: string] {
  const title = titleOf(from);
  if (from.ports.length === 0) {
    return [
      `A wire leads out of ${title}, where the run ends.`,
      'Remove the wire, or lead it from the step before.',
    ];
  }
  const ways = listed(
    from.ports.map((port) => `‘${port}’`),
    'and',
  );
  // A bare `a -> b` means the main way out, which these kinds do not have.
  if (edge.port === 'done' || edge.port === '') {
    return [
      `A wire leads out of ${title} without saying which way out. It has ${ways}.`,
      `Name the way out, for example ${from.name}.${from.ports[0] ?? ''} -> ${edge.to}.`,
    ];
  }
  return [
    `${title} has no way out called ‘${edge.port}’. It has ${ways}.`,
    didYouMean(closest(edge.port, from.ports), 'Lead the wire from one of those, or remove it.'),
  ];
}
