import { saveFile } from './save-file.ts';

type TextFile = { name: string; text: string };
type WithPicker = {
  showDirectoryPicker?: (options: { mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;
};

/** Where several files go: a folder the person chose, or one download each where the browser knows no folders. */
export type Place = { folder: FileSystemDirectoryHandle | null };

/** Asks for a folder; null where the person changed their mind. Has to follow a press at once, or the browser refuses. */
export async function choosePlace(): Promise<Place | null> {
  // Not in TypeScript's list of what every browser has: Firefox and Safari do not.
  const { showDirectoryPicker } = globalThis as typeof globalThis & WithPicker;
  if (showDirectoryPicker === undefined) return { folder: null };
  try {
    return { folder: await showDirectoryPicker.call(globalThis, { mode: 'readwrite' }) };
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : { folder: null };
  }
}

/** Writes the file; one of the same name in that folder is replaced. */
export async function saveInto({ folder }: Place, { name, text }: TextFile, type: string): Promise<void> {
  if (folder === null) return saveFile(name, text, type);
  const handle = await folder.getFileHandle(name, { create: true });
  const writer = await handle.createWritable();
  await writer.write(text);
  await writer.close();
}
