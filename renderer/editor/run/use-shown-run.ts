import { useMemo } from 'react';
import { marksFromRun } from '../../canvas/marks-from-run.ts';
import { noStepMarks, noWireMarks, type StepMarks, type WireMarks } from '../../canvas/marks.ts';
import { useCall } from '../../api/use-call.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { useEditorState } from '../store/editor-store.ts';
import { useViewState } from '../store/view-store.ts';

/** The run that is lit on the canvas, live; undefined while none is. */
export function useShownRun(): Run | undefined {
  const id = useViewState((state) => state.run);
  return useCall('runs.get', { id: id ?? '' }, { enabled: id !== null }).data;
}

/** What the canvas says about the shown run. The same objects as long as neither run nor drawing changes. */
export function useRunMarks(): { marks: StepMarks; wireMarks: WireMarks } {
  const run = useShownRun();
  const drawing = useEditorState((state) => state.drawing);
  return useMemo(() => (run === undefined ? nothing : marksFromRun(run, drawing)), [run, drawing]);
}

const nothing = { marks: noStepMarks, wireMarks: noWireMarks };
