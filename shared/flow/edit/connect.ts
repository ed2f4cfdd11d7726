import { kindOf } from '../../steps/index.ts';
import { portsOf } from '../../steps/ports.ts';
import type { Drawing, Edge } from '../drawing.ts';

export const sameEdge = (a: Edge, b: Edge): boolean =>
  a.from === b.from && a.port === b.port && a.to === b.to;

/** Why a wire makes no sense, in a sentence for the person who draws it; null where it may be drawn. */
export function refusalOf(drawing: Drawing, edge: Edge): string | null {
  const source = Object.hasOwn(drawing.nodes, edge.from) ? drawing.nodes[edge.from] : undefined;
  const target = Object.hasOwn(drawing.nodes, edge.to) ? drawing.nodes[edge.to] : undefined;
  if (source === undefined || target === undefined) return 'There is no such step any more.';
  const { ports } = portsOf(source.kind, source.config ?? {});
  if (ports.length === 0) return 'Nothing can follow this step: it ends the run.';
  if (!ports.includes(edge.port)) return 'This step has no such way out any more.';
  if (kindOf(target.kind)?.execution === 'trigger')
    return 'Nothing can lead to a trigger: it is where a run begins.';
  if (drawing.edges.some((one) => sameEdge(one, edge))) return 'This way leads there already.';
  if (edge.from === edge.to) return 'A step cannot lead straight back to itself. Put a step in between.';
  return null;
}

/** The drawing with the wire; unchanged where it would be refused. */
export function connect(drawing: Drawing, edge: Edge): Drawing {
  return refusalOf(drawing, edge) === null ? { ...drawing, edges: [...drawing.edges, edge] } : drawing;
}

export function disconnect(drawing: Drawing, gone: readonly Edge[]): Drawing {
  const edges = drawing.edges.filter((edge) => !gone.some((one) => sameEdge(one, edge)));
  return edges.length === drawing.edges.length ? drawing : { ...drawing, edges };
}

/** The wire leads elsewhere, at its place in the order. Unchanged where the new one would be refused. */
export function reconnect(drawing: Drawing, old: Edge, fresh: Edge): Drawing {
  if (sameEdge(old, fresh) || refusalOf(drawing, fresh) !== null) return drawing;
  return { ...drawing, edges: drawing.edges.map((edge) => (sameEdge(edge, old) ? fresh : edge)) };
}
