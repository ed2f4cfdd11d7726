import { createContext, useContext, useEffect } from 'react';
import type { CommandContext } from './command.ts';
import { keysOf } from './command.ts';
import { commands } from './commands.ts';
import { copiedText, pasteText, removeSelected } from './edits.ts';

export const CommandsContext = createContext<CommandContext | null>(null);

export function useCommandContext(): CommandContext {
  const context = useContext(CommandsContext);
  if (context === null) throw new Error('useCommandContext needs a CommandsContext above it.');
  return context;
}

const fields =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="dialog"], [role="menu"], [role="listbox"]';

/** Keys mean the drawing while nobody types and nothing lies above it. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]') !== null) return true;
  return target instanceof Element && target.closest(fields) !== null;
}

/** A button answers to Enter and Space itself. */
const isPressed = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof Element &&
  event.target.closest('button, a, summary') !== null;

/** Keys and the clipboard, for as long as the editor is on screen. */
export function useKeys(context: CommandContext): void {
  useEffect(() => {
    const byKeys = new Map(
      commands
        .filter(({ isClipboard }) => isClipboard !== true)
        .flatMap((one) => one.keys.map((keys) => [keys, one])),
    );
    const onKey = (event: KeyboardEvent): void => {
      const keys = keysOf(event);
      if (event.defaultPrevented || event.isComposing) return;
      // Also out of a field: the browser's own “save the page” helps nobody.
      if (isElsewhere(event.target) && keys !== 'mod+s') return;
      const command = byKeys.get(keys);
      if (command === undefined || isPressed(event) || !command.canRun(context)) return;
      event.preventDefault();
      command.run(context);
    };
    const isTextSelected = (): boolean => (document.getSelection()?.toString() ?? '') !== '';
    const onCopy = (event: ClipboardEvent): void => {
      if (isElsewhere(event.target) || isTextSelected()) return;
      const text = copiedText(context);
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') removeSelected(context);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isElsewhere(event.target)) return;
      event.preventDefault();
      pasteText(
        context,
        event.clipboardData?.getData('text/plain') ?? '',
        context.view.camera()?.pointer() ?? undefined,
      );
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [context]);
}
