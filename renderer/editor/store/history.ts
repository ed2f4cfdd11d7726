import type { Drawing } from '../../../shared/flow/drawing.ts';
import { applyDelta, deltaOf, inverse, type Delta } from '../../../shared/flow/edit/delta.ts';

/** One thing that can be undone; plain JSON, so that it can be kept over a reload. */
export type Step = {
  title: string;
  delta: Delta;
  /** What was selected before and after. */
  before: string[];
  after: string[];
  merge: string | null;
  /** When it was last added to, epoch ms. */
  at: number;
};

/** `done` steps are in the drawing; those after it wait to be redone. */
export type History = { steps: readonly Step[]; done: number };

export const emptyHistory: History = { steps: [], done: 0 };

export const mergeWithinMs = 1000;

export type Entry = {
  title: string;
  before: Drawing;
  after: Drawing;
  selection: { before: string[]; after: string[] };
  merge: string | null;
  at: number;
};

/** The history with one more edit. Quick edits with the same key become one step; one that undoes itself is none. */
export function record(history: History, entry: Entry): History {
  const { steps, done } = history;
  const kept = steps.slice(0, done);
  const last = kept.at(-1);
  const joins =
    last !== undefined &&
    entry.merge !== null &&
    last.merge === entry.merge &&
    done === steps.length &&
    entry.at - last.at <= mergeWithinMs;
  const start = joins ? applyDelta(entry.before, inverse(last.delta)) : entry.before;
  const delta = deltaOf(start, entry.after);
  if (delta === null && !joins) return history;
  const earlier = joins ? kept.slice(0, -1) : kept;
  if (delta === null) return { steps: earlier, done: earlier.length };
  const step: Step = {
    title: entry.title,
    delta,
    before: joins ? last.before : entry.selection.before,
    after: entry.selection.after,
    merge: entry.merge,
    at: entry.at,
  };
  return { steps: [...earlier, step], done: earlier.length + 1 };
}

export type Travelled = { history: History; drawing: Drawing; selection: string[]; step: Step };

export function undoOne(history: History, drawing: Drawing): Travelled | null {
  const step = history.steps[history.done - 1];
  if (step === undefined) return null;
  return {
    history: { ...history, done: history.done - 1 },
    drawing: applyDelta(drawing, inverse(step.delta)),
    selection: step.before,
    step,
  };
}

export function redoOne(history: History, drawing: Drawing): Travelled | null {
  const step = history.steps[history.done];
  if (step === undefined) return null;
  return {
    history: { ...history, done: history.done + 1 },
    drawing: applyDelta(drawing, step.delta),
    selection: step.after,
    step,
  };
}

const mostStepsKept = 500;
const mostBytesKept = 4 * 1024 * 1024;

/** What is kept over a reload: the newest steps, as many as stay small. In memory there is no limit. */
export function bounded({ steps, done }: History): History {
  let bytes = 0;
  let first = steps.length;
  while (first > 0 && steps.length - first < mostStepsKept) {
    bytes += JSON.stringify(steps[first - 1]).length;
    if (bytes > mostBytesKept) break;
    first--;
  }
  // Steps to be redone only make sense after all that are done.
  return done < first ? emptyHistory : { steps: steps.slice(first), done: done - first };
}
