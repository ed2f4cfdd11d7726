import type { OutputOf, ParsedOf } from '../../shared/api/contract.ts';
import type { desktop } from '../../shared/api/desktop.ts';
import { AppError } from '../../shared/errors.ts';
import type { HandlersOf } from './dispatch.ts';
import type { ApiParts } from './parts.ts';

/** The desktop app around this host, as far as its window may ask and change it. */
export type Shell = {
  get: () => Promise<OutputOf<'desktop.get'>>;
  set: (change: ParsedOf<'desktop.set'>) => Promise<OutputOf<'desktop.set'>>;
  /** null: it was never opened, or is too long ago. */
  file: (id: string) => OutputOf<'desktop.file'> | null;
};

export function createDesktopHandlers({ shell }: Pick<ApiParts, 'shell'>): HandlersOf<typeof desktop> {
  const here = (): Shell => {
    if (shell !== null) return shell;
    throw new AppError('not_found', 'No desktop app runs around this host.', {
      fix: 'Start Countersign on a computer with a screen and ask there.',
    });
  };
  return {
    'desktop.get': () => here().get(),
    'desktop.set': (change) => here().set(change),
    'desktop.file': ({ id }) => {
      const file = here().file(id);
      if (file !== null) return file;
      throw new AppError('not_found', 'This file is not open any more.', { fix: 'Open it again.' });
    },
  };
}
