import { app, dialog } from 'electron';
import { AppError } from '../../shared/errors.ts';

/** Says why, in the words of the error, and ends: without a host there is nothing to show. */
export function cannotRun(error: unknown): void {
  const words =
    error instanceof AppError
      ? [error.message, error.fix ?? '']
      : [error instanceof Error ? error.message : String(error)];
  dialog.showErrorBox('Countersign cannot run', words.filter((line) => line !== '').join('\n\n'));
  app.exit(1);
}
