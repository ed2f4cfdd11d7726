import { mainPort } from '../../steps/ports.ts';
import type { Drawing, Edge } from '../drawing.ts';
import { refusalOf, sameEdge } from './connect.ts';
import { removeNodes } from './remove-nodes.ts';

/** A wire that was drawn anew because the step between its ends is gone. */
export type Mended = { drawing: Drawing; mended: Edge[] };

/**
 * Without these steps, and where one of them stood in the middle of a chain, its neighbours lead to each other again.
 * Only where nothing has to be guessed: one wire led in, and one went on from the plain way out. The way in keeps its
 * port, so what an approval's answer leads to stays that answer's.
 */
export function removeAndMend(drawing: Drawing, names: readonly string[]): Mended {
  const gone = new Set(names.filter((name) => Object.hasOwn(drawing.nodes, name)));
  const ways = drawing.edges
    .filter(({ from, to }) => !gone.has(from) && gone.has(to))
    .flatMap((into): { into: Edge; over: Edge }[] => {
      const end = endOf(drawing, gone, into.to);
      return end === null ? [] : [{ into, over: { ...into, to: end } }];
    });
  const removed = removeNodes(drawing, names);
  let edges = drawing.edges;
  const mended: Edge[] = [];
  for (const { into, over } of ways) {
    const isThere = removed.edges.some((edge) => sameEdge(edge, over));
    if (isThere || refusalOf(removed, over) !== null) continue;
    mended.push(over);
    // At its place in the order: the file changes as little as the drawing.
    edges = edges.map((edge) => (edge === into ? over : edge));
  }
  if (mended.length === 0) return { drawing: removed, mended };
  const kept = edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
  return { drawing: { ...removed, edges: kept }, mended };
}

/** Where the chain goes on behind a step that is removed; null where that is not plain. */
function endOf(drawing: Drawing, gone: ReadonlySet<string>, first: string): string | null {
  const seen = new Set<string>();
  for (let at = first; gone.has(at);) {
    if (seen.has(at)) return null;
    seen.add(at);
    if (drawing.edges.filter(({ to }) => to === at).length !== 1) return null;
    const next = onward(drawing.edges.filter(({ from }) => from === at));
    if (next === null) return null;
    at = next.to;
    if (!gone.has(at)) return at;
  }
  return null;
}

/**
 * The one plain way on. An approval has none: who takes a gate away says for himself what goes ahead without it. Nor has
 * a step that only leads on when it fails.
 */
function onward(out: readonly Edge[]): Edge | null {
  const [only, ...others] = out.filter(({ port }) => port === mainPort);
  return only === undefined || others.length > 0 ? null : only;
}
