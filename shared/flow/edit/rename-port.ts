import type { Drawing } from '../drawing.ts';

/** The wires of a way out that is called differently now: a case, an alternative. */
export function renamePort(drawing: Drawing, node: string, from: string, to: string): Drawing {
  if (from === to || !drawing.edges.some((edge) => edge.from === node && edge.port === from)) return drawing;
  const edges = drawing.edges.map((edge) =>
    edge.from === node && edge.port === from ? { ...edge, port: to } : edge,
  );
  return { ...drawing, edges };
}

/** The drawing without the wires of a way out that is gone. */
export function removePort(drawing: Drawing, node: string, port: string): Drawing {
  const edges = drawing.edges.filter((edge) => edge.from !== node || edge.port !== port);
  return edges.length === drawing.edges.length ? drawing : { ...drawing, edges };
}
