import type { Extension } from '@codemirror/state';
import { dropCursor, EditorView } from '@codemirror/view';
import { braced, formulasIn } from './pieces.ts';
import { dragValue, holdsValue, valueDragged } from './value-drag.ts';

/** The chip that is being dragged: inside its own text it moves, into another one it is copied. */
let dragged: { view: EditorView; from: number; to: number } | null = null;

const chipAt = ({ target }: Event): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-chip]') : null;

/** Values can be dropped into the text where the pointer is; its own chips can be dragged out of it. */
export function dropValues(): Extension {
  return [
    dropCursor(),
    EditorView.domEventHandlers({
      dragstart(event, view) {
        const chip = chipAt(event);
        if (chip === null || event.dataTransfer === null) return false;
        const at = view.posAtDOM(chip);
        const piece = formulasIn(view.state.doc.toString()).find(({ from, to }) => from <= at && at < to);
        if (piece === undefined) return false;
        dragged = { view, from: piece.from, to: piece.to };
        dragValue(event.dataTransfer, piece.source.trim());
        // Handled here, and yet the browser goes on with it: `true` would stop the drag.
        event.stopPropagation();
        return false;
      },
      dragend() {
        dragged = null;
        return false;
      },
      dragover(event) {
        if (!holdsValue(event.dataTransfer) || event.dataTransfer === null) return false;
        event.dataTransfer.dropEffect = dragged === null ? 'copy' : 'move';
        return true;
      },
      drop(event, view) {
        const source = valueDragged(event.dataTransfer);
        if (source === null) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
        drop(view, source, at);
        return true;
      },
    }),
  ];
}

function drop(view: EditorView, source: string, at: number): void {
  const own = dragged?.view === view ? dragged : null;
  dragged = null;
  if (own !== null && own.from <= at && at <= own.to) return;
  const inserted = { from: at, insert: braced(source) };
  const changes = own === null ? inserted : [{ from: own.from, to: own.to }, inserted];
  view.dispatch({ changes, userEvent: own === null ? 'input.drop' : 'move.drop' });
  view.focus();
}
