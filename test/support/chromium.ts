import { existsSync } from 'node:fs';

const headlessShell = '/usr/bin/chromium-headless-shell';

/**
 * The Chromium of the tests. Debian's headless build of it opens pages three times as fast, since it draws no window
 * around them; where it is missing, or `CHROMIUM` names another one, that one does.
 */
export const chromiumPath =
  process.env['CHROMIUM'] ?? (existsSync(headlessShell) ? headlessShell : '/usr/bin/chromium');
