import { describe, expect, test } from 'vitest';
import { marksFromRun } from '../../../renderer/canvas/marks-from-run.ts';
import { awayLine } from '../../../renderer/inbox/away-words.ts';
import { endings } from '../../../renderer/inbox/metrics-words.ts';
import { outcomeHeights } from '../../../renderer/ui/outcome-heights.ts';
import { statusWord } from '../../../renderer/ui/status-words.ts';
import { contract } from '../../../shared/api/contract.ts';
import { runStatuses } from '../../../shared/api/parts.ts';
import { approvalStatuses } from '../../../shared/approval/view-schema.ts';
import { parseFlow } from '../../../shared/flow/text.ts';

const visitStatuses = contract['runs.get'].output.shape.steps.element.shape.status.options;

/** Each status with what is read of it: two that read alike could only be told apart by their colour. */
const told = (statuses: readonly string[], wordsOf: (status: string) => string) =>
  statuses.map((status) => [status, wordsOf(status)] as const);

const alike = (all: readonly (readonly [string, string])[]): string[] =>
  all
    .filter(
      ([, words], at) => words.trim() === '' || all.some(([, other], to) => other === words && to !== at),
    )
    .map(([status]) => status);

describe('a person who sees no colour can tell', () => {
  test.each([
    ['run', runStatuses],
    ['step', visitStatuses],
    ['card', approvalStatuses],
  ])('every status of a %s by its own words, none by its code', (_, statuses) => {
    expect(alike(told(statuses, statusWord))).toEqual([]);
    expect(statuses.filter((status) => statusWord(status) === status)).toEqual([]);
  });

  test('every mark on the canvas by its words', () => {
    const parsed = parseFlow('countersign: 1\nid: one\nnodes:\n  a: { kind: http }\nedges: []\n');
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    const words = (status: string): string => {
      const at = '2026-03-09T10:00:00.000Z';
      const step = { node: 'a', visit: 1, kind: 'http', attempts: 1, tries: [], port: null, startedAt: at };
      const more = { endedAt: null, retryAt: null, input: null, output: null, error: null, practice: false };
      const rest = { because: null, override: null, from: [], reason: null };
      const visit = { ...step, ...more, ...rest, status } as Parameters<
        typeof marksFromRun
      >[0]['steps'][number]; // a status from the contract's own list
      const going = { endedAt: null, status: 'running', outcome: null } as const;
      const run = { ...going, steps: [visit], waitingFor: [] };
      return marksFromRun(run, parsed.drawing).marks.get('a')?.words ?? '';
    };
    expect(alike(told(visitStatuses, words))).toEqual([]);
  });

  test('every ending in the numbers by its label', () => {
    expect(alike(endings.map(({ key, label }) => [key, label]))).toEqual([]);
  });

  test('every ending among the last runs of a flow by how tall its bar stands', () => {
    const heights = Object.values(outcomeHeights);
    expect(new Set(heights).size).toBe(heights.length);
  });

  test('everything that happened in an absence by its sentence', () => {
    const kinds = contract['metrics.away'].output.shape.items.element.shape.what.options;
    const at = '2026-03-09T10:00:00.000Z';
    const none = { at, flow: 'a', run: null, approval: null, title: null, decision: null, amount: 2 };
    expect(alike(kinds.map((what) => [what, awayLine({ ...none, what })]))).toEqual([]);
  });
});
