import { useCallback, type KeyboardEvent } from 'react';
import { useEditor } from '../store/editor-store.ts';

/** Undo and redo inside a form are those of the whole drawing: a field has no history of its own. */
export function useUndoKeys(): (event: KeyboardEvent) => void {
  const editor = useEditor();
  return useCallback(
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!isRedo && key !== 'z') return;
      event.preventDefault();
      event.stopPropagation();
      if (isRedo) editor.redo();
      else editor.undo();
    },
    [editor],
  );
}
