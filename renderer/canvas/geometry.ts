import type { Drawing, DrawingNode } from '../../shared/flow/drawing.ts';
import type { Point } from '../../shared/flow/edit/add-node.ts';
import type { Size, SizeOf } from '../../shared/flow/edit/align-nodes.ts';
import { placeAll } from '../../shared/flow/edit/places.ts';
import { sizeOfStep, sizesOf, wiredPorts } from './face.ts';
import { wiresBack } from './wires-back.ts';

export type Geometry = {
  /** Every step's place, also of those that the file leaves out. */
  places: Readonly<Record<string, Point>>;
  sizeOf: SizeOf;
  /** Ways out that lead somewhere, by step. */
  wired: ReadonlyMap<string, string>;
  /** How deep each wire that leads back passes. */
  depths: ReadonlyMap<string, number>;
};

/**
 * Where everything of a drawing lies. Worked out again when a place, a wire or the height of a card changes; letters
 * typed in a form change none of them.
 */
export function createGeometry(): (drawing: Drawing) => Geometry {
  const heights = new WeakMap<DrawingNode, { wired: string; height: number }>();
  let last: { layout: Drawing['layout']; edges: Drawing['edges']; cards: string; geometry: Geometry } | null =
    null;

  const heightOf = (node: DrawingNode, wired: string): number => {
    const known = heights.get(node);
    if (known?.wired === wired) return known.height;
    const { height } = sizeOfStep(node, wired);
    heights.set(node, { wired, height });
    return height;
  };

  return (drawing) => {
    const { layout, edges, nodes } = drawing;
    const wired = last?.edges === edges ? last.geometry.wired : wiredPorts(drawing);
    const cards = Object.entries(nodes)
      .map(([name, node]) => `${name} ${heightOf(node, wired.get(name) ?? '')}`)
      .join(',');
    if (last !== null && last.layout === layout && last.edges === edges && last.cards === cards)
      return last.geometry;
    const all = sizesOf(drawing);
    const sizes = new Map<string, Size>(Object.keys(nodes).map((name) => [name, all(name)]));
    const sizeOf: SizeOf = (name) => sizes.get(name) ?? all(name);
    const placed = placeAll(drawing, sizeOf);
    const geometry = { places: placed.layout ?? {}, sizeOf, wired, depths: wiresBack(placed, sizeOf) };
    last = { layout, edges, cards, geometry };
    return geometry;
  };
}
