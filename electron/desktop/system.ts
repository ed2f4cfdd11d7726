/** The system as the rest of the program names it. */
export type System = 'mac' | 'windows' | 'linux';

export function systemOf(platform: NodeJS.Platform): System {
  return platform === 'darwin' ? 'mac' : platform === 'win32' ? 'windows' : 'linux';
}
