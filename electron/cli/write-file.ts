import { writeFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

/** What `--out` names. A place that cannot be written is the user's to mend, not a fault of ours. */
export function writeFile(file: string, bytes: string | Uint8Array, mode = 0o666): void {
  try {
    writeFileSync(file, bytes, { mode });
  } catch (cause) {
    throw new AppError('invalid_input', `The file ${file} cannot be written.`, {
      fix: 'Check that its folder exists, that you may write there, and that the disk has room.',
      cause,
    });
  }
}
