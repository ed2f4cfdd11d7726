import { expect, test } from 'vitest';
import { openingView, readable, viewWith } from '../../../renderer/canvas/opening-view.ts';

const canvas = { width: 600, height: 300 };
const long = { x: 100, y: 0, width: 4000, height: 100 };
/** Where a point of the drawing lies on the screen. */
const at = (x: number, view: { x: number; zoom: number }): number => x * view.zoom + view.x;

test('a small flow is seen whole, in the middle, and never larger than life', () => {
  const view = openingView({ x: 0, y: 0, width: 200, height: 100 }, canvas);
  expect(view).toEqual({ x: 200, y: 100, zoom: 1 });
});

test('a long flow opens at its beginning, as small as its words can be read', () => {
  const view = openingView(long, canvas);
  expect(view.zoom).toBe(readable);
  expect(at(100, view)).toBe(48);
});

test('a long flow opens around the step that matters, and shows nothing beyond its own ends', () => {
  const card = (x: number) => ({ x, y: 0, width: 232, height: 100 });
  const middle = openingView(long, canvas, { around: card(2000) });
  expect(at(2116, middle)).toBeCloseTo(300);
  expect(at(100, openingView(long, canvas, { around: card(100) }))).toBe(48);
  expect(at(4100, openingView(long, canvas, { around: card(3868) }))).toBeCloseTo(552);
});

test('a card that is seen already moves nothing; one that is not comes to the middle', () => {
  const view = { x: 0, y: 0, zoom: 0.8 };
  const shown = (x: number, from = view) =>
    viewWith({ x, y: 10, width: 232, height: 80 }, from, long, canvas);
  expect(shown(110)).toBe(view);
  const moved = shown(2000);
  expect([moved.zoom, at(2116, moved)]).toEqual([0.8, 300]);
  // From an overview it comes near enough to be read.
  expect(shown(4000, { ...view, zoom: 0.1, x: 500 }).zoom).toBe(readable);
});
