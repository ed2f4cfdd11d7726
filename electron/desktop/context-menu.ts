import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';

/** What a press of the other mouse button offers: only where there is text to cut, copy, paste or correct. */
export function offerContextMenu(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on(
    'context-menu',
    (_, { isEditable, selectionText, editFlags, misspelledWord, dictionarySuggestions }) => {
      const items: MenuItemConstructorOptions[] = [];
      if (misspelledWord !== '') {
        items.push(
          ...dictionarySuggestions.slice(0, 5).map((word) => ({
            label: plainLabel(word),
            click: () => webContents.replaceMisspelling(word),
          })),
          ...(dictionarySuggestions.length === 0 ? [{ label: 'No suggestion', enabled: false }] : []),
          { type: 'separator' },
        );
      }
      if (isEditable) {
        items.push(
          { role: 'undo', enabled: editFlags.canUndo },
          { role: 'redo', enabled: editFlags.canRedo },
          { type: 'separator' },
          { role: 'cut', enabled: editFlags.canCut },
          { role: 'copy', enabled: editFlags.canCopy },
          { role: 'paste', enabled: editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll', enabled: editFlags.canSelectAll },
        );
      } else if (selectionText.trim() !== '') {
        items.push({ role: 'copy' });
      }
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
    },
  );
}

/** Words of others in a menu: `&` would underline a letter, and a line break would tear the entry. */
export function plainLabel(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return (line.length > 60 ? `${line.slice(0, 59)}…` : line).replaceAll('&', '&&');
}
