import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Node = { size?: number; offset?: string; unpacked?: boolean; files?: Record<string, Node> };
/** A file of an archive; one that is unpacked lies beside it, in `app.asar.unpacked`. */
export type Entry = { path: string; size: number; unpacked: boolean; offset: number };

/** Electron's archive: two pickled lengths, the tree as JSON, then the files one after another. */
export function readArchive(archive: string): { entries: Entry[]; extract: (folder: string) => void } {
  const file = openSync(archive, 'r');
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  const head = read(0, 16);
  const start = 8 + head.readUInt32LE(4);
  const tree = JSON.parse(read(16, head.readUInt32LE(12)).toString()) as Node;
  const entries: Entry[] = [];
  const walk = (node: Node, path: string): void => {
    for (const [name, inner] of Object.entries(node.files ?? {})) {
      const here = path === '' ? name : `${path}/${name}`;
      if (inner.files !== undefined) walk(inner, here);
      else
        entries.push({
          path: here,
          size: inner.size ?? 0,
          unpacked: inner.unpacked === true,
          offset: start + Number(inner.offset ?? 0),
        });
    }
  };
  walk(tree, '');
  closeSync(file);
  return {
    entries,
    extract: (folder) => {
      const again = openSync(archive, 'r');
      for (const { path, size, unpacked, offset } of entries) {
        if (unpacked) continue;
        const bytes = Buffer.alloc(size);
        readSync(again, bytes, 0, size, offset);
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      closeSync(again);
    },
  };
}
