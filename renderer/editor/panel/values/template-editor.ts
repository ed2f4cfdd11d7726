import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { dropValues } from './drop-values.ts';
import { textKeys } from './text-keys.ts';

export type TemplateEditorOptions = {
  parent: HTMLElement;
  text: string;
  isMultiline: boolean;
  /** Asked again after every change: labels and faults follow. */
  attributes: () => Record<string, string>;
  placeholder: string;
  chips: Extension;
  onChange: (text: string) => void;
  /** `{{` was typed, or the key for it pressed. */
  onAsk: () => void;
};

export type TemplateEditor = {
  view: EditorView;
  /** Shows the formulas as chips, or as they are written. */
  showChips: (isShown: boolean) => void;
  /** Follows a change from outside: undo, another window. */
  follow: (text: string) => void;
};

/** Marks what the drawing brought: it is not told back. */
const fromOutside = Annotation.define<true>();

/** A text field over CodeMirror: one or several lines, formulas in it as chips. Undo belongs to the whole drawing. */
export function createTemplateEditor(options: TemplateEditorOptions): TemplateEditor {
  const { parent, text, isMultiline, onAsk, onChange } = options;
  const chipsPart = new Compartment();
  const extensions: Extension[] = [
    chipsPart.of(options.chips),
    placeholder(options.placeholder),
    EditorView.contentAttributes.of(options.attributes),
    EditorView.lineWrapping,
    EditorView.updateListener.of((update) => {
      const isOurs = update.transactions.some(
        (one) => one.docChanged && one.annotation(fromOutside) === undefined,
      );
      if (isOurs) onChange(update.state.doc.toString());
    }),
    EditorView.inputHandler.of((view, from, to, typed) => {
      if (typed !== '{' || from !== to || view.state.sliceDoc(from - 1, from) !== '{') return false;
      view.dispatch({ changes: { from: from - 1, to }, userEvent: 'delete' });
      onAsk();
      return true;
    }),
    keymap.of([{ key: 'Mod-Space', run: () => (onAsk(), true) }]),
    dropValues(),
    textKeys(isMultiline),
    ...(isMultiline ? [] : [oneLine]),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    view,
    showChips: (isShown) => view.dispatch({ effects: chipsPart.reconfigure(isShown ? options.chips : []) }),
    follow: (next) => {
      const now = view.state.doc.toString();
      if (now === next) return;
      const changes = { from: 0, to: now.length, insert: next };
      view.dispatch({ changes, annotations: fromOutside.of(true) });
    },
  };
}

/** A pasted line break becomes a space. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replaceAll(/\s*\r?\n\s*/g, ' ');
  const marked = transaction.annotation(fromOutside);
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: Math.min(transaction.newSelection.main.head, text.length) },
    ...(marked === undefined ? {} : { annotations: fromOutside.of(marked) }),
  };
});
