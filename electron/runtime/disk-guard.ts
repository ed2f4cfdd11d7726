import { statfs } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';

export type DiskGuard = ReturnType<typeof createDiskGuard>;

const leastBytes = 32 * 1024 * 1024;
const lookEveryMs = 5000;

/** Refuses new work while there is still room to finish what has begun. Looks in the background, never on the path. */
export function createDiskGuard(
  home: string,
  look: (path: string) => Promise<{ bavail: number; bsize: number }> = statfs,
) {
  let lookedAt = 0;
  let isLow = false;

  async function check(): Promise<void> {
    try {
      const { bavail, bsize } = await look(home);
      isLow = bavail * bsize < leastBytes;
    } catch {
      isLow = false; // a file system that cannot say is not full
    }
  }

  return {
    check,
    isLow: () => isLow,
    assertRoom: (): void => {
      const now = Date.now();
      if (now - lookedAt > lookEveryMs) {
        lookedAt = now;
        void check();
      }
      if (!isLow) return;
      throw new AppError('disk_full', 'The disk is nearly full, so nothing new was started.', {
        fix: 'Free some space. What is running and waiting goes on by itself.',
      });
    },
  };
}
