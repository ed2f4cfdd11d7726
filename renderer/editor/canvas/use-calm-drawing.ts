import { useDeferredValue } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { useEditorState } from '../store/editor-store.ts';

/** The drawing for the canvas: while only fields change, letters stand in their form first and the cards follow. */
export function useCalmDrawing(): Drawing {
  const drawing = useEditorState((state) => state.drawing);
  const later = useDeferredValue(drawing);
  const isOnlyFields =
    later.layout === drawing.layout &&
    later.edges === drawing.edges &&
    later.notes === drawing.notes &&
    later.groups === drawing.groups;
  return isOnlyFields ? later : drawing;
}
