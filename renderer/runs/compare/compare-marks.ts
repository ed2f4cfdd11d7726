import type { Drawing } from '../../../shared/flow/drawing.ts';
import { printEdge } from '../../../shared/flow/edge-text.ts';
import { isDifferent, type ComparedRound } from '../../../shared/run/compare-runs.ts';
import type { StepMark, StepMarks, WireMark, WireMarks } from '../../canvas/marks.ts';

/** Both paths on one drawing: taken by both, by one alone, by neither. Words and line styles say it, colour repeats it. */
export function marksFromComparison(
  rounds: readonly ComparedRound[],
  drawing: Drawing,
): { marks: StepMarks; wireMarks: WireMarks } {
  const byNode = Map.groupBy(rounds, ({ node }) => node);
  const marks = new Map<string, StepMark>(
    Object.keys(drawing.nodes).map((name) => [name, markOf(byNode.get(name) ?? [])]),
  );
  const [left, right] = [waysOf(rounds, 'left'), waysOf(rounds, 'right')];
  const wireMarks = new Map<string, WireMark>(
    drawing.edges.map((edge) => {
      const way = `${edge.from}.${edge.port}`;
      const [isA, isB] = [left.has(way), right.has(way)];
      return [printEdge(edge), isA && isB ? 'both' : isA ? 'left' : isB ? 'right' : 'quiet'];
    }),
  );
  return { marks, wireMarks };
}

function waysOf(rounds: readonly ComparedRound[], side: 'left' | 'right'): Set<string> {
  return new Set(
    rounds.flatMap((round) => {
      const step = round[side];
      return step === null || step.port === null ? [] : [`${step.node}.${step.port}`];
    }),
  );
}

function markOf(rounds: readonly ComparedRound[]): StepMark {
  if (rounds.length === 0) return { tone: 'none', words: 'Not reached' };
  if (rounds.every(({ right }) => right === null)) return { tone: 'bad', words: 'Only A', sign: 'left' };
  if (rounds.every(({ left }) => left === null)) return { tone: 'good', words: 'Only B', sign: 'right' };
  const count = rounds.filter(isDifferent).length;
  if (count === 0) return { tone: 'none', words: 'Same in both', sign: 'same' };
  const words = rounds.length === 1 ? 'Differs' : `Differs in ${count} of ${rounds.length} rounds`;
  return { tone: 'person', words, sign: 'changed' };
}
