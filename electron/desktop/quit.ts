import { app } from 'electron';
import { setTimeout as pause } from 'node:timers/promises';

const closeBoundMs = 5000;

type Parts = {
  /** What has to end before the process does; it may take 5 s, everything accepted is on the disk already. */
  close: () => Promise<void>;
  failed: (error: unknown) => void;
};

/** Every way of quitting comes by here: the menu, the tray, the system's own. */
export function closeInOrder({ close, failed }: Parts): void {
  let closed = false;
  let closing = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    void Promise.race([close(), pause(closeBoundMs, undefined, { ref: false })])
      .catch(failed)
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
