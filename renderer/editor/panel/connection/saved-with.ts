import type { Editor } from '../../store/editor-store.ts';

/** Resolves once the draft that declares the place is saved: the host knows it only then. Undone meanwhile: never. */
export function savedWith(editor: Editor, slot: string): Promise<void> {
  const isThere = (): boolean => {
    const { saving, drawing } = editor.getState();
    return saving === 'saved' && Object.hasOwn(drawing.connections ?? {}, slot);
  };
  return new Promise((resolve) => {
    if (isThere()) return resolve();
    const stop = editor.subscribe(() => {
      if (!isThere()) return;
      stop();
      resolve();
    });
  });
}
