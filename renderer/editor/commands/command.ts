import type { EditorCore } from '../store/create-editor.ts';
import type { View } from '../store/view-store.ts';

export type CommandContext = { editor: EditorCore; view: View; saveNow: () => void };

export type CommandGroup = 'Steps' | 'Edit' | 'Arrange' | 'Run' | 'View';

/** One thing that can be done in the editor: the menu, the keys and the palette all read the same list. */
export type Command = {
  name: string;
  title: string;
  group: CommandGroup;
  /** `mod` is Ctrl, or Command on a Mac: `mod+z`. */
  keys: readonly string[];
  /** The browser turns these keys into its own clipboard event, which carries the data. */
  isClipboard?: true;
  canRun: (context: CommandContext) => boolean;
  run: (context: CommandContext) => void;
};

const isMac = (): boolean => /mac/i.test(navigator.userAgent);

/** The keys of an event as commands write them. */
export function keysOf(event: KeyboardEvent): string {
  const { key } = event;
  const plain = key === ' ' ? 'space' : key.length === 1 ? key.toLowerCase() : key.toLowerCase();
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  // A sign that needs Shift (`?`, `+`) is that sign already.
  const isLetter = /^[a-z0-9]$/.test(plain) || plain.length > 1;
  return [mod ? 'mod' : '', event.altKey ? 'alt' : '', event.shiftKey && isLetter ? 'shift' : '', plain]
    .filter((part) => part !== '')
    .join('+');
}

const signs: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  delete: 'Del',
  enter: 'Enter',
  escape: 'Esc',
};

/** `mod+shift+z` as it stands on the keyboard: `Ctrl`, `Shift`, `Z`. */
export const keyCaps = (keys: string): string[] =>
  keys
    .split(/\+(?=.)/)
    .map((part) => (part === 'mod' && isMac() ? '⌘' : (signs[part] ?? part.toUpperCase())));
