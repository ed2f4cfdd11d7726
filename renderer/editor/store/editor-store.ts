import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Problem } from '../../../shared/flow/problem.ts';

export type Saving = 'saved' | 'saving' | 'failed' | 'conflict';

/**
 * The field that a pressed problem asked for, of a step or with null of the flow itself; `serial` grows with every
 * press, so that the same one focuses again.
 */
export type FieldFocus = { node: string | null; field: string | null; serial: number };

/** What somebody else saved while this window had edits of its own. */
export type Conflict = { text: string; etag: string; drawing: Drawing };

/** A drawing being edited. */
export type EditorState = {
  /** Immutable values, structural sharing: what did not change keeps its identity. */
  drawing: Drawing;
  /** Node names; a note is `note:<index>`. */
  selection: string[];
  /** What the compiler says about the drawing, shortly after the last edit. */
  problems: Problem[];
  saving: Saving;
  /** Why saving failed, and who saved meanwhile: both null while all is well. */
  failure: unknown;
  conflict: Conflict | null;
  /** How many steps can be undone and redone. */
  past: number;
  future: number;
  focus: FieldFocus | null;
};

export type EditOptions = {
  /** Edits with the same key within a second become one undo step: typing in a field. */
  merge?: string;
  /** What is selected afterwards. */
  select?: string[];
};

/** `edit` is the only way to change the drawing, so everything can be undone. */
export type Editor = {
  getState: () => EditorState;
  subscribe: (listener: (state: EditorState) => void) => () => void;
  /** `title` is what undo names: “Rename step”. A change that gives back the same drawing is no edit. */
  edit: (title: string, change: (drawing: Drawing) => Drawing, options?: EditOptions) => void;
  select: (nodes: string[]) => void;
  undo: () => void;
  redo: () => void;
  /** Selects the problem's step and asks the panel for its field. */
  focusProblem: (problem: Problem) => void;
  /** Opens the panel on a step and puts the keyboard into it; `field` null means the first one. */
  focusStep: (node: string, field?: string) => void;
  /** Puts the keyboard into the flow's own form, which stands where nothing is selected. */
  focusFlow: (field?: string) => void;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('useEditor needs an EditorContext above it.');
  return editor;
}

/** `pick` must give back the same value while nothing it reads has changed: no new objects. */
export function useEditorState<T>(pick: (state: EditorState) => T): T {
  const editor = useEditor();
  return useSyncExternalStore(editor.subscribe, () => pick(editor.getState()));
}
