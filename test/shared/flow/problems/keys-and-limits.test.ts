import { describe, expect, test } from 'vitest';
import { draw, manual, post, set } from '../drawings.ts';
import { brief, one, problemsOf, promised } from './promised.ts';

describe('what looks like a key', () => {
  promised('warning', [
    [
      'a token that was pasted into a header is pointed at',
      draw({ start: manual, a: set({ headers: { authorization: 'Bearer abcdef0123456789abcdef' } }) }, [
        'start -> a',
      ]),
      one('secret_in_file', 'a', 'config.values.headers.authorization'),
      /connection/,
    ],
    [
      'so is one in a sample',
      draw({ start: manual, a: set() }, ['start -> a'], {
        samples: { a: { list: ['sk-abcdefghijklmnopqrstuvwxyz'] } },
      }),
      [{ code: 'secret_in_file', field: 'samples.a.list.0' }],
    ],
    [
      'a formula and an ordinary sentence are none',
      draw(
        { start: manual, a: set({ x: 'Bearer {{ run.id }}', y: 'the bearer of unexpectedly-good news' }) },
        ['start -> a'],
      ),
      [],
    ],
  ]);
});

describe('what cannot be stored', () => {
  promised('error', [
    [
      'a number that JSON lacks is refused',
      draw({ start: manual, a: set({ x: Number.NaN }) }, ['start -> a']),
      one('not_data', 'a', 'config.values.x'),
    ],
    [
      'half a character is refused',
      draw({ start: manual, a: set({ x: '\ud83d' }) }, ['start -> a']),
      one('broken_text', 'a', 'config.values.x'),
    ],
    [
      'a name of an object’s prototype is refused',
      draw({ start: manual, constructor: set() }),
      one('prototype_key', 'constructor'),
    ],
    [
      'nesting past 64 levels is refused',
      draw({ start: manual, a: set({ x: deep(70) }) }),
      one('too_deep', 'a', `config.values.x${'.0'.repeat(60)}`),
    ],
  ]);

  test('more than 2,000 steps are refused before anything else is looked at', () => {
    const nodes = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`n${i}`, set()]));
    expect(problemsOf(draw(nodes)).map(brief)).toEqual([{ code: 'too_many_nodes', field: 'nodes' }]);
  });
});

test('every problem says what happened and what to do, and errors come first', () => {
  const drawing = draw({ start: manual, b: post, a: set({ x: '{{ nope }}' }) }, [
    'start -> b',
    'start -> zz',
  ]);
  const problems = problemsOf(drawing);
  expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([
    ['error', 'unknown_node'],
    ['error', 'unknown_reference'],
    ['warning', 'write_without_approval'],
    ['warning', 'unreachable_node'],
  ]);
  for (const { message, fix } of problems) {
    expect(message).toMatch(/\.$/);
    expect(fix.length).toBeGreaterThan(10);
    expect(`${message} ${fix}`).not.toMatch(/\b(slot|quorum|misfire|undefined|null|Invalid input)\b/);
  }
});

function deep(levels: number): never[] {
  let value: never[] = [];
  for (let i = 0; i < levels; i++) value = [value] as never[];
  return value;
}
