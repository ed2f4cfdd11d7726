import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of everything: `--home`, else `COUNTERSIGN_HOME`, else the user's data folder. Desktop, host and CLI agree on it. */
export function resolveHome(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const chosen = named ?? env['COUNTERSIGN_HOME'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Countersign');
  if (process.platform === 'win32')
    return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Countersign');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'countersign');
}
