import { announceError } from '../../ui/announce.tsx';
import type { Command, CommandContext } from './command.ts';
import { copiedText, duplicate, pasteText, removeSelected } from './edits.ts';
import { always, hasSelection } from './when.ts';

async function writeClipboard(context: CommandContext): Promise<boolean> {
  const text = copiedText(context);
  if (text === null) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    announceError('The steps could not be copied.', error);
    return false;
  }
}

async function readClipboard(context: CommandContext): Promise<void> {
  try {
    pasteText(context, await navigator.clipboard.readText());
  } catch {
    context.view.say('The browser keeps the clipboard closed. Press Ctrl+V instead.');
  }
}

export const editCommands: readonly Command[] = [
  {
    name: 'undo',
    title: 'Undo',
    group: 'Edit',
    keys: ['mod+z'],
    canRun: ({ editor }) => editor.getState().past > 0,
    run: ({ editor, view }) => {
      const title = editor.nextUndo();
      editor.undo();
      if (title !== null) view.say(`Undone: ${title}`);
    },
  },
  {
    name: 'redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['mod+y', 'mod+shift+z'],
    canRun: ({ editor }) => editor.getState().future > 0,
    run: ({ editor, view }) => {
      const title = editor.nextRedo();
      editor.redo();
      if (title !== null) view.say(`Done again: ${title}`);
    },
  },
  {
    name: 'cut',
    title: 'Cut',
    group: 'Edit',
    keys: ['mod+x'],
    isClipboard: true,
    canRun: hasSelection,
    run: (context) => void writeClipboard(context).then((isCopied) => isCopied && removeSelected(context)),
  },
  {
    name: 'copy',
    title: 'Copy',
    group: 'Edit',
    keys: ['mod+c'],
    isClipboard: true,
    canRun: hasSelection,
    run: (context) => void writeClipboard(context),
  },
  {
    name: 'paste',
    title: 'Paste',
    group: 'Edit',
    keys: ['mod+v'],
    isClipboard: true,
    canRun: always,
    run: (context) => void readClipboard(context),
  },
  {
    name: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: ['mod+d'],
    canRun: hasSelection,
    run: duplicate,
  },
  {
    name: 'remove',
    title: 'Remove',
    group: 'Edit',
    keys: ['delete', 'backspace'],
    canRun: (context) => hasSelection(context) || context.view.getState().wire !== null,
    run: removeSelected,
  },
  {
    name: 'select all',
    title: 'Select all steps',
    group: 'Edit',
    keys: ['mod+a'],
    canRun: always,
    run: ({ editor }) => editor.select(Object.keys(editor.getState().drawing.nodes)),
  },
  {
    name: 'select nothing',
    title: 'Select nothing',
    group: 'Edit',
    keys: ['escape'],
    canRun: (context) => hasSelection(context) || context.view.getState().wire !== null,
    run: ({ editor, view }) => {
      editor.select([]);
      view.setState({ wire: null });
      view.camera()?.focus(null);
    },
  },
  {
    name: 'save',
    title: 'Save now',
    group: 'Edit',
    keys: ['mod+s'],
    canRun: always,
    run: ({ saveNow }) => saveNow(),
  },
];
