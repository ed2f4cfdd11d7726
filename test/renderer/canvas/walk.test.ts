import { expect, test } from 'vitest';
import { neighbour } from '../../../renderer/canvas/walk.ts';
import type { Point } from '../../../shared/flow/edit/add-node.ts';

const places: Record<string, Point> = {
  start: [0, 0],
  upper: [328, -120],
  lower: [328, 40],
  far: [656, 0],
  under: [0, 200],
};

test.each([
  ['start', 'right', 'lower'],
  ['lower', 'up', 'upper'],
  ['far', 'left', 'lower'],
  ['start', 'down', 'under'],
  ['far', 'right', null],
  ['nobody', 'right', null],
] as const)('from %s to the %s lies %s', (from, direction, found) => {
  expect(neighbour(places, from, direction)).toBe(found);
});
