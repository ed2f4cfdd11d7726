import type { Drawing } from '../drawing.ts';
import type { Point } from './add-node.ts';
import type { SizeOf } from './align-nodes.ts';
import { autoLayout } from './auto-layout.ts';

/** Between steps that were put beside each other. */
const gap = { x: 96, y: 40 };

/** Every step with a place: a file that a person or an agent wrote may leave them out. */
export function placeAll(drawing: Drawing, sizeOf: SizeOf): Drawing {
  const names = Object.keys(drawing.nodes);
  const missing = names.filter((name) => drawing.layout?.[name] === undefined);
  if (missing.length === 0) return drawing;
  const arranged = autoLayout(drawing, sizeOf).layout ?? {};
  if (missing.length === names.length) return { ...drawing, layout: arranged };
  // Below what somebody has arranged: their picture stays as it is.
  const lowest = Math.max(...names.map((name) => bottomOf(drawing, name, sizeOf)));
  const highest = Math.min(...missing.map((name) => arranged[name]?.[1] ?? 0));
  const places = Object.fromEntries(
    names.flatMap((name): [string, Point][] => {
      const [x, y] = arranged[name] ?? [0, 0];
      return [[name, drawing.layout?.[name] ?? [x, y - highest + lowest + gap.y * 2]]];
    }),
  );
  return { ...drawing, layout: places };
}

function bottomOf(drawing: Drawing, name: string, sizeOf: SizeOf): number {
  const at = drawing.layout?.[name];
  return at === undefined ? -Infinity : at[1] + sizeOf(name).height;
}

/** The wanted place, or the next one below it where nothing stands. */
export function freePlace(drawing: Drawing, wanted: Point, sizeOf: SizeOf): Point {
  const boxes = Object.entries(drawing.layout ?? {}).map(([name, [x, y]]) => ({ x, y, ...sizeOf(name) }));
  const own = { width: 232, height: 96 };
  let [x, y] = wanted;
  for (;;) {
    const inWay = boxes.filter(
      (box) =>
        x < box.x + box.width + 16 &&
        box.x < x + own.width + 16 &&
        y < box.y + box.height + 16 &&
        box.y < y + own.height + 16,
    );
    if (inWay.length === 0) return [x, y];
    y = Math.max(...inWay.map((box) => box.y + box.height)) + gap.y;
  }
}

/** Right of a step, where the next one belongs. */
export function placeAfter(drawing: Drawing, from: string, sizeOf: SizeOf): Point {
  const [x, y] = drawing.layout?.[from] ?? [0, 0];
  return [x + sizeOf(from).width + gap.x, y];
}

/** Moves what stands at or right of `x` further right: room for a step in between. */
export function makeRoom(drawing: Drawing, x: number, width: number): Drawing {
  const layout = Object.fromEntries(
    Object.entries(drawing.layout ?? {}).map(([name, [left, top]]): [string, Point] => [
      name,
      left >= x ? [left + width + gap.x, top] : [left, top],
    ]),
  );
  return { ...drawing, layout };
}
