import type { Extension } from '@codemirror/state';
import { keymap, type Command, type EditorView } from '@codemirror/view';

/** The keys whose work must step over a chip as over one letter; all others are the browser's own. */
export function textKeys(isMultiline: boolean): Extension {
  return keymap.of([
    {
      key: 'Enter',
      run: (view) => {
        if (isMultiline)
          view.dispatch(view.state.replaceSelection('\n'), { scrollIntoView: true, userEvent: 'input' });
        return true;
      },
    },
    { key: 'Backspace', run: remove(false) },
    { key: 'Delete', run: remove(true) },
    { key: 'ArrowLeft', run: move(false, false), shift: move(false, true) },
    { key: 'ArrowRight', run: move(true, false), shift: move(true, true) },
  ]);
}

const remove =
  (isForward: boolean): Command =>
  (view) => {
    const { main } = view.state.selection;
    const { from, to } = main.empty
      ? { from: Math.min(main.head, step(view, isForward)), to: Math.max(main.head, step(view, isForward)) }
      : main;
    if (from === to) return true;
    view.dispatch({
      changes: { from, to },
      selection: { anchor: from },
      scrollIntoView: true,
      userEvent: 'delete',
    });
    return true;
  };

const move =
  (isForward: boolean, isSelecting: boolean): Command =>
  (view) => {
    const { main } = view.state.selection;
    const edge = isForward ? main.to : main.from;
    const head = !main.empty && !isSelecting ? edge : step(view, isForward);
    view.dispatch({
      selection: { anchor: isSelecting ? main.anchor : head, head },
      scrollIntoView: true,
      userEvent: 'select',
    });
    return true;
  };

const step = (view: EditorView, isForward: boolean): number =>
  view.moveByChar(view.state.selection.main, isForward).head;
