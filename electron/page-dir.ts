import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built window: beside the built programs, or in `out` when the sources run; null where it was not built. */
export function findPageDir(): string | null {
  const candidates = ['./renderer', '../renderer', '../out/renderer'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  // The sources have a folder of that name too; only the built one has assets.
  return (
    candidates.find((dir) => existsSync(join(dir, 'index.html')) && existsSync(join(dir, 'assets'))) ?? null
  );
}
