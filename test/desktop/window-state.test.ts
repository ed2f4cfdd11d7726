import * as fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSystemDouble } from './double/system.ts';
import { loadWithElectron, newHome } from './support/desktop.ts';

const { module, state } = createSystemDouble({});
const { openWindowState } = await loadWithElectron(
  module,
  () => import('../../electron/desktop/window-state.ts'),
);

function homeWith(place: string): string {
  const home = newHome();
  mkdirSync(join(home, 'window'));
  writeFileSync(join(home, 'window', 'place.json'), place);
  return home;
}
const at = (bounds: object) => openWindowState(homeWith(placeOf(bounds))).options();
const placeOf = (bounds: object): string => JSON.stringify({ bounds, maximized: false, zoom: 0 });
const usual = { width: 1280, height: 820 };

test('a window opens where it was left', () => {
  expect(at({ x: 40, y: 60, width: 1000, height: 700 })).toEqual({ x: 40, y: 60, width: 1000, height: 700 });
});

test.each([
  ['a screen that is gone', { x: 4000, y: 60, width: 1000, height: 700 }],
  ['above the screen, where nobody can take hold of it', { x: 40, y: -300, width: 1000, height: 700 }],
  ['below the screen', { x: 40, y: 1060, width: 1000, height: 700 }],
])('one left on %s opens as a first one does', (_, bounds) => expect(at(bounds)).toEqual(usual));

test('one larger than its screen now becomes as large as that', () => {
  expect(at({ x: 0, y: 0, width: 5000, height: 4000 })).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
});

test.each(['', '{', '[]', '{"bounds": {"x": 1e999}}', '{"bounds": null, "maximized": "yes", "zoom": 0}'])(
  'a file with %j in it counts as none',
  (text) => expect(openWindowState(homeWith(text)).options()).toEqual(usual),
);

test('wherever it was and whatever screens there are, a hand’s breadth of its upper edge can be seen', () => {
  const number = fc.integer({ min: -6000, max: 6000 });
  const size = fc.integer({ min: 640, max: 4000 });
  const area = fc.record({ x: number, y: number, width: size, height: size });
  const home = newHome();
  mkdirSync(join(home, 'window'));
  fc.assert(
    fc.property(area, fc.array(area, { minLength: 1, maxLength: 3 }), (bounds, displays) => {
      state.displays = displays;
      writeFileSync(join(home, 'window', 'place.json'), placeOf(bounds));
      const { x, y, width = 0 } = openWindowState(home).options();
      if (x === undefined || y === undefined) return;
      const seen = displays.some(
        (one) =>
          Math.min(x + width, one.x + one.width) - Math.max(x, one.x) >= 120 &&
          y >= one.y - 8 &&
          y <= one.y + one.height - 60,
      );
      expect(seen).toBe(true);
    }),
    { numRuns: 300 },
  );
});
