import { useSyncExternalStore } from 'react';
import { AppError } from '../../shared/errors.ts';

/** A file somebody wants to look at. It is in this window alone: nothing of it is stored until they import it. */
export type ChosenFile = {
  key: string;
  name: string;
  text: string;
  /** Why it cannot even be looked at. */
  fault: AppError | null;
};

/** Far over what a flow may have: not read at all, so that no window stands still over a film. */
const mostBytes = 5 * 1024 * 1024;

let chosen: readonly ChosenFile[] = [];
let count = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: readonly ChosenFile[]): void {
  chosen = next;
  for (const listener of listeners) listener();
}

/** What the import page shows. */
export const useChosenFiles = (): readonly ChosenFile[] => useSyncExternalStore(subscribe, () => chosen);

export const chooseFiles = (files: readonly ChosenFile[]): void => set(files);
export const addFiles = (files: readonly ChosenFile[]): void => set([...chosen, ...files]);

export async function readFiles(files: readonly File[]): Promise<ChosenFile[]> {
  return Promise.all(files.map(readFile));
}

async function readFile(file: File): Promise<ChosenFile> {
  if (file.size > mostBytes) {
    const fix = 'A flow file is text of a few kilobytes. Choose another one.';
    return unreadable(file.name, new AppError('too_large', 'The file is too big to be a flow.', { fix }));
  }
  try {
    return fileOf(file.name, new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
  } catch (cause) {
    const fix = 'Choose a .flow.yaml file, or save this one as UTF-8 text.';
    return unreadable(file.name, new AppError('malformed', 'The file is not text.', { fix, cause }));
  }
}

export const fileOf = (name: string, text: string): ChosenFile => ({
  key: `file-${(count += 1)}`,
  name,
  text,
  fault: null,
});

/** One that could not be read: it stands in the list with its reason. */
export const unreadable = (name: string, fault: AppError): ChosenFile => ({ ...fileOf(name, ''), fault });
