import type { desktopHosts } from '../../shared/api/desktop-hosts.ts';
import { AppError } from '../../shared/errors.ts';
import type { HandlersOf } from './dispatch.ts';

/** A host knows of no other host: these calls are answered by the desktop app before they come here. */
export function createDesktopHostHandlers(): HandlersOf<typeof desktopHosts> {
  const absent = (): never => {
    throw new AppError('not_found', 'Only the window of the desktop app knows other hosts.', {
      fix: 'Open the desktop app.',
    });
  };
  return {
    'desktop.hosts': absent,
    'desktop.attach': absent,
    'desktop.use': absent,
    'desktop.tryHost': absent,
    'desktop.forget': absent,
  };
}
