import { describe, expect, test } from 'vitest';

import type { Problem } from '../../../shared/flow/problem.ts';
import { parseFlow } from '../../../shared/flow/text.ts';

const head = 'countersign: 1\nid: a\nnodes:\n';

function firstProblem(text: string): Problem {
  const parsed = parseFlow(text);
  if (parsed.ok) throw new Error('This text was accepted.');
  const [problem] = parsed.problems;
  if (problem === undefined) throw new Error('It was refused without a reason.');
  return problem;
}

describe('limits', () => {
  const nodes = (n: number) =>
    head + Array.from({ length: n }, (_, i) => `  n${i}: { kind: end }\n`).join('');
  const nested = (levels: number) =>
    `${head}  a: { kind: set, config: { values: ${'{ a: '.repeat(levels)}1${' }'.repeat(levels)} } }\n`;

  test.each([
    ['over 1 MiB', `${head}  a: { kind: end }\n#${'x'.repeat(1024 * 1024)}`, 'too_large'],
    ['over 1 MiB in bytes alone', `# ${'ü'.repeat(600_000)}`, 'too_large'],
    ['2,001 nodes', nodes(2001), 'too_many_nodes'],
    [
      '2,001 nodes as JSON',
      JSON.stringify({
        countersign: 1,
        id: 'a',
        nodes: Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`n${i}`, { kind: 'end' }])),
      }),
      'too_many_nodes',
    ],
    ['65 levels', nested(61), 'too_deep'],
    ['400,000 brackets', '['.repeat(400_000), 'too_deep'],
    ['400,000 dashes', '- '.repeat(400_000), 'too_deep'],
    ['200,000 nested maps', '{a: '.repeat(200_000), 'too_deep'],
    [
      'a tower of indentation',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'too_deep',
    ],
    ['101 aliases', `x: &a 1\ny: [${'*a, '.repeat(101)}]`, 'too_many_aliases'],
    ['aliases that unfold without end', `a: &a [*a]`, 'too_deep'],
    [
      'a bomb of aliases',
      Array.from(
        { length: 9 },
        (_, i) => `k${i}: &k${i} [${`${i === 0 ? 'x' : `*k${i - 1}`}, `.repeat(10)}]`,
      ).join('\n'),
      'alias_bomb',
    ],
    ['a bomb of text', `a: &a ${'x'.repeat(20_000)}\nb: [${'*a, '.repeat(99)}]`, 'alias_bomb'],
    ['half a million values', `a: [${'1,'.repeat(400_000)}]`, 'too_many_values'],
    [
      'a hundred thousand keys',
      Array.from({ length: 90_000 }, (_, i) => `k${i}: 1`).join('\n'),
      'too_many_values',
    ],
  ])('%s is refused in less than 200 ms', (_title, text, code) => {
    expect(firstProblem(text).code).toBe(code);
    // The best of three: the bound is about the work, not about a busy machine.
    const times = [0, 1, 2].map(() => {
      const started = performance.now();
      parseFlow(text);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(200);
  });

  test('what stays just inside the limits is read', () => {
    expect(parseFlow(nodes(2000)).ok).toBe(true);
    expect(parseFlow(nested(60)).ok).toBe(true);
    const anchored = `${head}  a: &x { kind: end }\n${Array.from({ length: 100 }, (_, i) => `  b${i}: *x\n`).join('')}`;
    expect(parseFlow(anchored).ok).toBe(true);
  });

  test('brackets and long lists inside a text count as text', () => {
    const text = `${'['.repeat(300)}\n`.repeat(3) + '1,2,3,4,'.repeat(20_000);
    const flow = `${head}  a:\n    kind: set\n    config:\n      values:\n        x: |\n${text.replaceAll(/^/gm, '          ')}\n`;
    expect(parseFlow(flow).ok).toBe(true);
  });
});
