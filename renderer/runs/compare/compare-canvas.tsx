import { useMemo } from 'react';
import type { ComparedRound } from '../../../shared/run/compare-runs.ts';
import { LazyDrawingView } from '../../canvas/lazy-drawing-view.tsx';
import classes from './compare.module.css';
import { marksFromComparison } from './compare-marks.ts';
import type { BothDrawn } from './use-both-drawn.ts';

type Props = {
  rounds: readonly ComparedRound[];
  drawn: BothDrawn;
  selected: string | null;
  onSelect: (node: string | null) => void;
};

/** Both paths on one drawing, and what its lines mean. */
export function CompareCanvas({ rounds, drawn: { drawing, isSameDrawing }, selected, onSelect }: Props) {
  const marks = useMemo(
    () => (drawing === null || drawing === undefined ? null : marksFromComparison(rounds, drawing)),
    [rounds, drawing],
  );
  if (drawing === null)
    return <p className={classes.noDrawing}>Neither drawing is kept any longer. What happened still is.</p>;
  return (
    <figure className={classes.figure}>
      <div className={classes.canvas}>
        {drawing === undefined || marks === null ? null : (
          <LazyDrawingView
            drawing={drawing}
            label="Both paths, drawn"
            marks={marks.marks}
            wireMarks={marks.wireMarks}
            selected={selected}
            onSelect={onSelect}
            isInPage
          />
        )}
      </div>
      <figcaption className={classes.legend}>
        <span data-way="both">Both went here</span>
        <span data-way="left">Only A</span>
        <span data-way="right">Only B</span>
        <span data-way="none">Neither</span>
        {isSameDrawing ? null : <span>The flow itself changed in between.</span>}
      </figcaption>
    </figure>
  );
}
