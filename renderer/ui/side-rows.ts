import { diffText, type DiffLine } from './diff-text.ts';

/** One line of two texts beside each other; null where that text has nothing at this place. */
export type SideRow = { left: DiffLine | null; right: DiffLine | null };

/** Lines that replace each other stand in one row. */
export function sideRows(left: string, right: string): SideRow[] {
  const rows: SideRow[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    const height = Math.max(removed.length, added.length);
    for (let row = 0; row < height; row += 1)
      rows.push({ left: removed[row] ?? null, right: added[row] ?? null });
    removed = [];
    added = [];
  };
  for (const line of diffText(left, right)) {
    if (line.kind === 'removed') removed.push(line);
    else if (line.kind === 'added') added.push(line);
    else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}
