import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export type Kept<T> = { get: () => T; set: (value: T) => void };

/** A few values of this computer, in a file of their own. What is broken or of another version counts as absent. */
export function openKeptJson<T>(file: string, schema: z.ZodType<T>, absent: T): Kept<T> {
  let value = read(file, schema) ?? absent;
  return {
    get: () => value,
    set: (next) => {
      value = next;
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // Swapped in whole: a computer that goes off in between keeps the old ones.
      writeFileSync(`${file}.new`, `${JSON.stringify(next)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
