import type { Drawing } from '../drawing.ts';
import type { Point } from './add-node.ts';

const same = (a: Point | undefined, b: Point): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

/** Steps at new places; the file keeps whole numbers. */
export function moveNodes(drawing: Drawing, places: Readonly<Record<string, Point>>): Drawing {
  const moved = Object.entries(places)
    .map(([name, [x, y]]): [string, Point] => [name, [Math.round(x), Math.round(y)]])
    .filter(([name, at]) => Object.hasOwn(drawing.nodes, name) && !same(drawing.layout?.[name], at));
  if (moved.length === 0) return drawing;
  const all: Record<string, Point> = { ...drawing.layout, ...Object.fromEntries(moved) };
  // In drawing order, whatever was moved first: the same picture gives the same text.
  const layout = Object.fromEntries(
    Object.keys(drawing.nodes).flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
  );
  return { ...drawing, layout };
}
