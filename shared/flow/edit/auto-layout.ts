import type { Drawing } from '../drawing.ts';
import type { Point } from './add-node.ts';
import type { SizeOf } from './align-nodes.ts';
import { layersOf, untangle, type Layers, type Stop } from './layers.ts';
import { moveNodes } from './move-nodes.ts';

const columnGap = 96;
const rowGap = 40;
/** What a passing wire needs, its label included. */
const wireHeight = 24;
const rounds = 6;

type Box = Stop & { height: number; top: number };

/** Cards line up where wires come in, near their top; what hangs below differs from kind to kind. */
const entryHeight = 64;
const lineOf = ({ node, height }: Box): number =>
  (node === null ? height : Math.min(height, entryHeight)) / 2;

/** The wanted tops as close as the order and the gaps allow: neighbours that would overlap share the difference. */
function settle(layer: Box[], wanted: (box: Box) => number): void {
  type Group = { boxes: Box[]; height: number; top: number };
  const groups: Group[] = [];
  for (const box of layer) {
    groups.push({ boxes: [box], height: box.height, top: wanted(box) });
    for (;;) {
      const [upper, lower] = [groups.at(-2), groups.at(-1)];
      if (upper === undefined || lower === undefined || upper.top + upper.height + rowGap <= lower.top) break;
      const [many, few] = [upper.boxes.length, lower.boxes.length];
      const ideal = lower.top - upper.height - rowGap;
      groups.splice(-2, 2, {
        boxes: [...upper.boxes, ...lower.boxes],
        height: upper.height + rowGap + lower.height,
        top: (upper.top * many + ideal * few) / (many + few),
      });
    }
  }
  for (const group of groups) {
    let { top } = group;
    for (const box of group.boxes) {
      box.top = top;
      top += box.height + rowGap;
    }
  }
}

function stack(columns: Box[][], { before, after }: Layers): void {
  const boxes = new Map(columns.flat().map((box) => [box.id, box]));
  for (const layer of columns) settle(layer, () => 0);
  const towards = (box: Box, neighbours: Map<string, string[]>): number => {
    const others = (neighbours.get(box.id) ?? []).flatMap((id) => boxes.get(id) ?? []);
    if (others.length === 0) return box.top;
    return others.reduce((sum, other) => sum + other.top + lineOf(other), 0) / others.length - lineOf(box);
  };
  for (let round = 0; round < rounds; round++) {
    for (const layer of columns) settle(layer, (box) => towards(box, before));
    for (const layer of columns.toReversed()) settle(layer, (box) => towards(box, after));
  }
  for (const layer of columns) settle(layer, (box) => towards(box, before));
}

/**
 * Steps in columns from left to right, each after everything that leads to it, with few crossings. The same drawing
 * gives the same places. Given names, only those are arranged, around where they stand now.
 */
export function autoLayout(drawing: Drawing, sizeOf: SizeOf, only?: readonly string[]): Drawing {
  const names = Object.keys(drawing.nodes).filter((name) => only?.includes(name) ?? true);
  if (names.length === 0) return drawing;
  const layers = layersOf(drawing, names);
  const columns = untangle(layers).map((layer) =>
    layer.map((stop): Box => ({
      ...stop,
      height: stop.node === null ? wireHeight : sizeOf(stop.node).height,
      top: 0,
    })),
  );
  stack(columns, layers);

  const placed = names.flatMap((name) => drawing.layout?.[name] ?? []);
  const corner = (axis: 0 | 1): number => {
    const values = placed.filter((_value, at) => at % 2 === axis);
    return only === undefined || values.length === 0 ? 0 : Math.min(...values);
  };
  const highest = Math.min(...columns.flat().map(({ top }) => top));
  const places: Record<string, Point> = {};
  let x = corner(0);
  for (const layer of columns) {
    const widths = layer.flatMap(({ node }) => (node === null ? [] : [sizeOf(node).width]));
    for (const { node, top } of layer) if (node !== null) places[node] = [x, top - highest + corner(1)];
    x += Math.max(0, ...widths) + columnGap;
  }
  return moveNodes(drawing, places);
}
