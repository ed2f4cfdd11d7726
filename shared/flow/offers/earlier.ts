import { kindOf } from '../../steps/index.ts';
import type { Drawing } from '../drawing.ts';

/** `always`: it ran before, whatever way led here; `first`: not before the first round; `maybe`: only on some ways. */
export type Certainty = 'always' | 'first' | 'maybe';

export type Earlier = { node: string; certainty: Certainty };

/** The steps that can have run before a step, nearest first. */
export function earlierThan(drawing: Drawing, node: string): Earlier[] {
  const { next, previous } = neighbours(drawing);
  const before = reach([node], previous, null);
  const after = reach([node], next, null);
  const starts = Object.keys(drawing.nodes).filter(
    (name) => kindOf(drawing.nodes[name]?.kind ?? '')?.execution === 'trigger',
  );
  return [...before].map((name) => {
    const others = starts.filter((start) => start !== name);
    const isPassedBy = name === node || reach(others, next, name).has(node) || others.includes(node);
    return { node: name, certainty: isPassedBy ? (after.has(name) ? 'first' : 'maybe') : 'always' };
  });
}

/** Wait steps that can still come: their addresses can be handed out here. */
export function waitsAfter(drawing: Drawing, node: string): string[] {
  const after = reach([node], neighbours(drawing).next, null);
  return [...after].filter((name) => drawing.nodes[name]?.kind === 'wait');
}

type Neighbours = Map<string, string[]>;

function neighbours(drawing: Drawing): { next: Neighbours; previous: Neighbours } {
  const next: Neighbours = new Map();
  const previous: Neighbours = new Map();
  for (const { from, to } of drawing.edges) {
    if (!Object.hasOwn(drawing.nodes, from) || !Object.hasOwn(drawing.nodes, to)) continue;
    next.set(from, [...(next.get(from) ?? []), to]);
    previous.set(to, [...(previous.get(to) ?? []), from]);
  }
  return { next, previous };
}

/** What can be reached over at least one wire, in order of distance; never through `without`. */
function reach(from: readonly string[], over: Neighbours, without: string | null): Set<string> {
  const found = new Set<string>();
  let edge = [...from];
  while (edge.length > 0) {
    edge = edge
      .flatMap((name) => over.get(name) ?? [])
      .filter((name) => !found.has(name) && name !== without);
    edge = [...new Set(edge)];
    for (const name of edge) found.add(name);
  }
  return found;
}
