import { expect, test } from 'vitest';
import { compile } from '../../../../shared/flow/compile.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import type { Problem } from '../../../../shared/flow/problem.ts';
import { approval, draw, manual, set } from '../drawings.ts';

type Expected = Pick<Problem, 'code' | 'node' | 'field'>;
type Case = [promise: string, drawing: Drawing, expected: Expected[], words?: RegExp];

export function problemsOf(drawing: Drawing): Problem[] {
  const result = compile(drawing);
  return result.ok ? result.warnings : result.problems;
}

export function brief({ code, node, field }: Problem): Expected {
  return { code, ...(node === undefined ? {} : { node }), ...(field === undefined ? {} : { field }) };
}

/** One test for each case: exactly these problems of this severity, and words that match where they are given. */
export function promised(severity: Problem['severity'], cases: Case[]): void {
  test.each(cases)('%s', (_promise, drawing, expected, words) => {
    const problems = problemsOf(drawing);
    expect(problems.filter((problem) => problem.severity === severity).map(brief)).toEqual(expected);
    expect(compile(drawing).ok).toBe(severity === 'warning');
    if (words !== undefined) {
      const said = problems.filter((problem) => problem.severity === severity);
      expect(said.map(({ message, fix }) => `${message} ${fix}`).join('\n')).toMatch(words);
    }
  });
}

export const reads = (value: string): Drawing =>
  draw({ start: manual, a: set({ x: value }) }, ['start -> a'], { inputs: { title: 'string' } });
export const gate = (config: Parameters<typeof approval>[0], edges: string[] = []): Drawing =>
  draw({ start: manual, review: approval(config), a: set() }, [
    'start -> review',
    'review.approved -> a',
    ...edges,
  ]);
export const one = (code: string, node: string, field?: string): Expected[] => [
  { code, node, ...(field === undefined ? {} : { field }) },
];
