import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentsOf, createReach, reachedFrom } from '../../../shared/flow/compile/reach.ts';

/** Up to 80 steps, so that rows are longer than one word of bits. */
const arrows = fc.integer({ min: 1, max: 80 }).chain((size) =>
  fc.array(fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
);

/** The same answer by walking from every step. */
function walked(next: readonly (readonly number[])[]): boolean[][] {
  return next.map((firsts) => {
    const reached = reachedFrom(firsts, next);
    return next.map((_, to) => reached[to] === 1);
  });
}

describe('which step leads to which', () => {
  test('agrees with walking from every step, loops included', () => {
    fc.assert(
      fc.property(arrows, (next) => {
        const reach = createReach(next);
        expect(next.map((_, from) => next.map((_to, to) => reach.leads(from, to)))).toEqual(walked(next));
      }),
    );
  });

  test('steps share a component exactly when each leads to the other, and it loops when they lead to themselves', () => {
    fc.assert(
      fc.property(arrows, (next) => {
        const { of, loops } = componentsOf(next);
        const leads = walked(next);
        next.forEach((_, a) => {
          expect(loops[of[a] ?? -1]).toBe(leads[a]?.[a]);
          next.forEach((_b, b) => {
            const isShared = a === b || (leads[a]?.[b] === true && leads[b]?.[a] === true);
            expect(of[a] === of[b]).toBe(isShared);
          });
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a step that is left out breaks the loops that go through it', () => {
    const ring = [[1], [2], [0]];
    expect(componentsOf(ring).loops).toEqual([true]);
    expect(componentsOf(ring, (i) => i !== 1).loops).toEqual([false, false]);
  });

  test('a chain of 100,000 steps does not fill the stack', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => (i === 99_999 ? [0] : [i + 1]));
    expect(componentsOf(chain).loops).toEqual([true]);
  });
});
