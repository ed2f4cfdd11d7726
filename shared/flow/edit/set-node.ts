import type { Drawing, DrawingNode } from '../drawing.ts';

/** Keys of a step with their new values; undefined takes a key away. */
export type NodeChange = { [Key in keyof DrawingNode]?: DrawingNode[Key] | undefined };

/** The drawing with keys of a step set: its name, note, retry … An unknown step changes nothing. */
export function setNode(drawing: Drawing, name: string, change: NodeChange): Drawing {
  const before = drawing.nodes[name];
  if (before === undefined) return drawing;
  const keys = Object.keys(change) as (keyof DrawingNode)[]; // a change has no other keys
  if (keys.every((key) => before[key] === change[key])) return drawing;
  const kept = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
  const node = Object.fromEntries(kept) as DrawingNode; // the same keys, without those that are taken away
  return { ...drawing, nodes: { ...drawing.nodes, [name]: node } };
}
