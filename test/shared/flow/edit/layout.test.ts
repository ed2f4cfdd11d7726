import { expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { alignNodes } from '../../../../shared/flow/edit/align-nodes.ts';
import { autoLayout } from '../../../../shared/flow/edit/auto-layout.ts';
import { freePlace, makeRoom, placeAll } from '../../../../shared/flow/edit/places.ts';
import { review, sizeOf } from './drawings.ts';

/** A row of `width` branches with `depth` steps each, joined at the end, and a wire that leads back. */
function wide(width: number, depth: number): Drawing {
  const drawing: Drawing = {
    countersign: 1,
    id: 'wide',
    nodes: { start: { kind: 'trigger.manual' } },
    edges: [],
  };
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < depth; column++) {
      drawing.nodes[`s${row}_${column}`] = { kind: 'set', config: { values: {} } };
      const from = column === 0 ? 'start' : `s${row}_${column - 1}`;
      drawing.edges.push({ from, port: 'done', to: `s${row}_${column}` });
    }
    drawing.edges.push({ from: `s${row}_${depth - 1}`, port: 'done', to: 'joined' });
  }
  drawing.nodes['joined'] = { kind: 'join' };
  drawing.edges.push({ from: 'joined', port: 'done', to: 's0_0' });
  return drawing;
}

function overlaps(drawing: Drawing): string[] {
  const boxes = Object.entries(drawing.layout ?? {});
  const { width, height } = sizeOf();
  return boxes.flatMap(([name, [x, y]], at) =>
    boxes
      .slice(at + 1)
      .filter(([, [left, top]]) => Math.abs(left - x) < width && Math.abs(top - y) < height)
      .map(([other]) => `${name} ${other}`),
  );
}

test('every step stands right of what leads to it, wires that lead back aside', () => {
  const { layout } = autoLayout(review(), sizeOf);
  expect(Object.values(layout ?? {}).map(([x]) => x)).toEqual([0, 328, 656, 984]);
});

test('500 steps in 25 branches never overlap, and the same drawing gives the same places', () => {
  const drawing = wide(25, 20);
  const arranged = autoLayout(drawing, sizeOf);
  expect(Object.keys(arranged.layout ?? {})).toHaveLength(502);
  expect(overlaps(arranged)).toEqual([]);
  expect(autoLayout(wide(25, 20), sizeOf).layout).toEqual(arranged.layout);
});

test('a chain of 2,000 steps is arranged', () => {
  const { layout } = autoLayout(wide(1, 1998), sizeOf);
  expect(layout?.['joined']?.[0]).toBe(1999 * 328);
});

test('arranging a few steps leaves the others where they are', () => {
  const { layout } = autoLayout(review(), sizeOf, ['review', 'done']);
  expect([layout?.['start'], layout?.['write'], layout?.['review']]).toEqual([
    [0, 0],
    [320, 0],
    [640, 0],
  ]);
});

test('steps without a place stand below those that have one', () => {
  const drawing = review();
  const placed = placeAll({ ...drawing, layout: { start: [0, 0], write: [320, 50] } }, sizeOf);
  expect(placed.layout?.['write']).toEqual([320, 50]);
  expect(placed.layout?.['review']?.[1]).toBeGreaterThan(150);
  expect(overlaps(placed)).toEqual([]);
  expect(placeAll(drawing, sizeOf)).toBe(drawing);
});

test('a free place is below what stands there, and room is made to the right', () => {
  expect(freePlace(review(), [650, 20], sizeOf)).toEqual([650, 140]);
  expect(makeRoom(review(), 640, 232).layout).toEqual({
    start: [0, 0],
    write: [320, 0],
    review: [968, 0],
    done: [1288, 0],
  });
});

test('steps are put in line by an edge or spread between the outermost two', () => {
  const moved = { ...review(), layout: { ...review().layout, review: [640, 90] as [number, number] } };
  expect(alignNodes(moved, ['write', 'review'], 'top', sizeOf).layout?.['review']).toEqual([640, 0]);
  const uneven = { ...review(), layout: { ...review().layout, write: [500, 0] as [number, number] } };
  expect(alignNodes(uneven, ['start', 'write', 'done'], 'row', sizeOf).layout?.['write']).toEqual([480, 0]);
});
