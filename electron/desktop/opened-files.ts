import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OutputOf } from '../../shared/api/contract.ts';

type OpenedFile = OutputOf<'desktop.file'>;

/** Far over what a flow may have. */
const mostBytes = 5 * 1024 * 1024;
const mostKept = 20;

/** Flow files that somebody opened with the app, held for the import page. Nothing of them is stored. */
export function createOpenedFiles(): {
  open: (path: string) => Promise<string>;
  get: (id: string) => OpenedFile | null;
} {
  const files = new Map<string, OpenedFile>();
  let count = 0;
  return {
    /** The id under which the window can ask for it. */
    open: async (path) => {
      const id = `${(count += 1)}`;
      files.set(id, await readFlowFile(path));
      for (const [old] of files) if (files.size > mostKept) files.delete(old);
      return id;
    },
    get: (id) => files.get(id) ?? null,
  };
}

export async function readFlowFile(path: string): Promise<OpenedFile> {
  const name = basename(path);
  const refused = (message: string, fix: string): OpenedFile => ({
    name,
    text: '',
    problem: { message, fix },
  });
  if (!/\.ya?ml$/i.test(name))
    return refused('The file is no flow file.', 'Choose one whose name ends in .flow.yaml.');
  try {
    // Not blocking: a pipe with such a name would hold the app until somebody wrote into it.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return refused('This is no file.', 'Choose a .flow.yaml file.');
      const tooBig = refused(
        'The file is too big to be a flow.',
        'A flow file is text of a few kilobytes. Choose another one.',
      );
      if (stat.size > mostBytes) return tooBig;
      const bytes = Buffer.alloc(mostBytes + 1);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      if (bytesRead > mostBytes) return tooBig; // it grew meanwhile
      return {
        name,
        text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead)),
        problem: null,
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    return error instanceof TypeError
      ? refused('The file is not text.', 'Choose a .flow.yaml file, or save this one as UTF-8 text.')
      : refused('The file could not be read.', 'See whether it is still there and whether you may read it.');
  }
}
