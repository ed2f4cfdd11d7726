import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the pieces of a packaged app lie, which differs by system. */
export type PackagedApp = {
  /** What a person starts. */
  program: string;
  /** The file that has Electron's switches in it. */
  switches: string;
  archive: string;
  platform: NodeJS.Platform;
  arch: string;
};

/** The app that `npm run package` left in `dist`, for the machine that this runs on; null where there is none. */
export function findApp(
  dist: string,
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): PackagedApp | null {
  const folders = existsSync(dist) ? readdirSync(dist) : [];
  const isOther = (name: string): number => Number(name.includes('arm64') !== (arch === 'arm64'));
  const found = (pattern: RegExp): string | undefined =>
    folders.filter((name) => pattern.test(name)).toSorted((a, b) => isOther(a) - isOther(b))[0];
  if (platform === 'darwin') {
    const folder = found(/^mac/);
    if (folder === undefined) return null;
    const contents = join(dist, folder, 'Countersign.app/Contents');
    return {
      program: join(contents, 'MacOS/Countersign'),
      switches: join(contents, 'Frameworks/Electron Framework.framework/Electron Framework'),
      archive: join(contents, 'Resources/app.asar'),
      platform,
      arch,
    };
  }
  const folder = found(platform === 'win32' ? /^win.*-unpacked$/ : /^linux.*-unpacked$/);
  if (folder === undefined) return null;
  const program = join(dist, folder, platform === 'win32' ? 'Countersign.exe' : 'countersign-desktop');
  return { program, switches: program, archive: join(dist, folder, 'resources/app.asar'), platform, arch };
}
