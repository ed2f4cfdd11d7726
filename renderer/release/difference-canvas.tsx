import { useMemo } from 'react';
import { bothDrawings, type Difference } from '../../shared/flow/both-drawings.ts';
import type { Change } from '../../shared/flow/diff.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { LazyDrawingView } from '../canvas/lazy-drawing-view.tsx';
import { sizesOf } from '../canvas/face.ts';
import { noWireMarks, type StepMark } from '../canvas/marks.ts';

const marks: Record<Difference, StepMark> = {
  added: { tone: 'good', words: 'Added', sign: 'added' },
  changed: { tone: 'person', words: 'Changed', sign: 'changed' },
  removed: { tone: 'bad', words: 'Removed', sign: 'removed' },
};

type Props = {
  /** null: there was nothing before, and nothing is marked. */
  before: Drawing | null;
  after: Drawing;
  changes: readonly Change[];
  selected: string | null;
  onSelect: (node: string | null) => void;
};

/** Two versions as one picture: what is new, what changed, and what is gone at its old place. */
export function DifferenceCanvas({ before, after, changes, selected, onSelect }: Props) {
  const { drawing, steps, wires } = useMemo(() => {
    if (before === null) return { drawing: after, steps: new Map<string, StepMark>(), wires: noWireMarks };
    const [old, fresh] = [sizesOf(before), sizesOf(after)];
    const both = bothDrawings(before, after, changes, (name) =>
      Object.hasOwn(after.nodes, name) ? fresh(name) : old(name),
    );
    return { ...both, steps: new Map([...both.steps].map(([name, how]) => [name, marks[how]])) };
  }, [before, after, changes]);
  return (
    <LazyDrawingView
      drawing={drawing}
      label={before === null ? 'The flow' : 'What differs, drawn'}
      marks={steps}
      wireMarks={wires}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
