import type { Drawing } from '../drawing.ts';
import type { Point } from './add-node.ts';
import { moveNodes } from './move-nodes.ts';

export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'column' | 'row';
export type Size = { width: number; height: number };
export type SizeOf = (node: string) => Size;

/**
 * Puts steps in line. `left` … `bottom` share an edge; `row` and `column` share the middle and spread evenly between
 * the outermost two.
 */
export function alignNodes(
  drawing: Drawing,
  names: readonly string[],
  how: Alignment,
  sizeOf: SizeOf,
): Drawing {
  const boxes = names.flatMap((name) => {
    const at = drawing.layout?.[name];
    return at === undefined ? [] : [{ name, x: at[0], y: at[1], ...sizeOf(name) }];
  });
  if (boxes.length < 2) return drawing;
  const places: Record<string, Point> = {};
  const least = (values: number[]): number => Math.min(...values);
  const most = (values: number[]): number => Math.max(...values);
  const [left, top] = [least(boxes.map(({ x }) => x)), least(boxes.map(({ y }) => y))];
  const right = most(boxes.map(({ x, width }) => x + width));
  const bottom = most(boxes.map(({ y, height }) => y + height));

  if (how === 'row' || how === 'column') {
    const isRow = how === 'row';
    const sorted = boxes.toSorted((a, b) => (isRow ? a.x - b.x : a.y - b.y));
    const used = sorted.reduce((sum, { width, height }) => sum + (isRow ? width : height), 0);
    const gap = Math.max(((isRow ? right - left : bottom - top) - used) / (sorted.length - 1), 24);
    let next = isRow ? left : top;
    for (const { name, width, height } of sorted) {
      places[name] = isRow ? [next, (top + bottom) / 2 - height / 2] : [(left + right) / 2 - width / 2, next];
      next += (isRow ? width : height) + gap;
    }
    return moveNodes(drawing, places);
  }
  for (const { name, x, y, width, height } of boxes) {
    places[name] = [
      how === 'left' ? left : how === 'right' ? right - width : x,
      how === 'top' ? top : how === 'bottom' ? bottom - height : y,
    ];
  }
  return moveNodes(drawing, places);
}
