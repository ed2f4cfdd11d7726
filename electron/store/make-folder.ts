import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder and those above it. Node's own `recursive` never comes back under `/proc` and the like, where nothing can be made. */
export function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  mkdirSync(folder, { recursive: existsSync(folder), mode });
}
