import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside the built programs (or one above a chunk of them), else at the repository's root when the sources run. */
function templateDir(): string | null {
  const candidates = ['./templates', '../templates'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((dir) => existsSync(dir)) ?? null;
}

let read: readonly string[] | null = null;

/** The texts of the flow files that come with this build. They never change while it runs, so they are read once. */
export function readTemplates(): readonly string[] {
  const dir = templateDir();
  read ??= (dir === null ? [] : readdirSync(dir))
    .filter((file) => file.endsWith('.flow.yaml'))
    .sort()
    .map((file) => readFileSync(join(dir ?? '', file), 'utf8'));
  return read;
}
