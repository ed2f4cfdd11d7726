import { useEffect } from 'react';
import { useEditor, useEditorState, type Editor } from '../store/editor-store.ts';
import { landIn } from './land-in.ts';

/** The last press that was followed: coming back to a form later takes the keyboard nowhere. */
const landed = new WeakMap<Editor, number>();

/**
 * Puts the keyboard where somebody asked for it: into a field of this form, once. `owner` is the step, or null for the
 * flow itself; `reveal` opens what the field is hidden in.
 */
export function useLanding(
  panel: HTMLElement | null,
  owner: string | null,
  reveal: (field: string) => void,
): void {
  const editor = useEditor();
  const focus = useEditorState((state) => state.focus);
  const wanted = focus !== null && focus.node === owner ? focus : null;
  useEffect(() => {
    if (wanted === null || panel === null || landed.get(editor) === wanted.serial) return undefined;
    if (wanted.field !== null) reveal(wanted.field);
    // After what was opened has been drawn.
    const frame = requestAnimationFrame(() => {
      landed.set(editor, wanted.serial);
      landIn(panel, wanted.field);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, panel, editor, reveal]);
}
