import { createStore } from 'zustand/vanilla';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { noteIndex } from '../../../shared/flow/edit/notes.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import type { Conflict, Editor, EditorState } from './editor-store.ts';
import { bounded, emptyHistory, record, redoOne, undoOne, type History, type Travelled } from './history.ts';

type Parts = {
  drawing: Drawing;
  problems: Problem[];
  history?: History;
  now: () => number;
  /** Called after every change of the drawing, undo and redo included. */
  onDrawing: (drawing: Drawing) => void;
};

/** The editor and what only its saver and checker may do: the rest of the window sees an `Editor`. */
export type EditorCore = Editor & {
  /** As much of the history as is kept over a reload. */
  keptHistory: () => History;
  setProblems: (problems: Problem[]) => void;
  setSaving: (saving: EditorState['saving'], failure: unknown, conflict: Conflict | null) => void;
  /** What undo and redo would do next, in words. */
  nextUndo: () => string | null;
  nextRedo: () => string | null;
};

/** Names that are still there: an undone step cannot stay selected. */
function present(drawing: Drawing, selection: readonly string[]): string[] {
  return selection.filter((id) => {
    const note = noteIndex(id);
    return note === null ? Object.hasOwn(drawing.nodes, id) : drawing.notes?.[note] !== undefined;
  });
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, at) => name === b[at]);

export function createEditor({
  drawing,
  problems,
  history = emptyHistory,
  now,
  onDrawing,
}: Parts): EditorCore {
  let past = history;
  const store = createStore<EditorState>(() => ({
    drawing,
    selection: [],
    problems,
    saving: 'saved',
    failure: null,
    conflict: null,
    past: past.done,
    future: past.steps.length - past.done,
    focus: null,
  }));

  const counts = (): Pick<EditorState, 'past' | 'future'> => ({
    past: past.done,
    future: past.steps.length - past.done,
  });

  function show(next: Drawing, selection: readonly string[]): void {
    const { selection: old } = store.getState();
    const names = present(next, selection);
    store.setState({ drawing: next, selection: sameNames(old, names) ? old : names, ...counts() });
    onDrawing(next);
  }

  const edit: Editor['edit'] = (title, change, { merge, select } = {}) => {
    const { drawing: before, selection } = store.getState();
    const after = change(before);
    if (after === before) {
      if (select !== undefined) editor.select(select);
      return;
    }
    const wanted = present(after, select ?? selection);
    const next = record(past, {
      title,
      before,
      after,
      selection: { before: selection, after: wanted },
      merge: merge ?? null,
      at: now(),
    });
    if (next === past) return;
    past = next;
    show(after, wanted);
  };

  function travel(travelled: Travelled | null): void {
    if (travelled === null) return;
    past = travelled.history;
    show(travelled.drawing, travelled.selection);
  }

  const focusStep: Editor['focusStep'] = (node, field) => {
    const { drawing: current, selection, focus } = store.getState();
    if (!Object.hasOwn(current.nodes, node)) return;
    store.setState({
      selection: sameNames(selection, [node]) ? selection : [node],
      focus: { node, field: field ?? null, serial: (focus?.serial ?? 0) + 1 },
    });
  };

  const focusFlow: Editor['focusFlow'] = (field) => {
    const { selection, focus } = store.getState();
    store.setState({
      selection: selection.length === 0 ? selection : [],
      focus: { node: null, field: field ?? null, serial: (focus?.serial ?? 0) + 1 },
    });
  };

  const editor: EditorCore = {
    getState: store.getState,
    subscribe: store.subscribe,
    edit,
    select: (nodes) => {
      const { drawing: current, selection } = store.getState();
      const names = present(current, nodes);
      if (!sameNames(names, selection)) store.setState({ selection: names });
    },
    undo: () => travel(undoOne(past, store.getState().drawing)),
    redo: () => travel(redoOne(past, store.getState().drawing)),
    focusProblem: ({ node, field }) => {
      if (node !== undefined) focusStep(node, field);
      else focusFlow(field);
    },
    focusStep,
    focusFlow,
    keptHistory: () => bounded(past),
    setProblems: (found) => store.setState({ problems: found }),
    setSaving: (saving, failure, conflict) => {
      const state = store.getState();
      if (state.saving === saving && state.failure === failure && state.conflict === conflict) return;
      store.setState({ saving, failure, conflict });
    },
    nextUndo: () => past.steps[past.done - 1]?.title ?? null,
    nextRedo: () => past.steps[past.done]?.title ?? null,
  };
  return editor;
}
