import { app } from 'electron';
import { setTimeout as pause } from 'node:timers/promises';

const closeBoundMs = 5000;

type Parts = {
  /** What has to end before the process does; it may take 5 s, everything accepted is on the disk already. */
  close: () => Promise<void>;
  failed: (error: unknown) => void;
};

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Every way of quitting comes by here: the menu, the tray, the system's own, a signal. */
export function closeInOrder({ close, failed }: Parts): void {
  let closed = false;
  let closing = false;
  const quit = (): void => app.quit();
  for (const signal of signals) process.on(signal, quit);
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    void Promise.race([close(), pause(closeBoundMs, undefined, { ref: false })])
      .catch(failed)
      .finally(() => {
        closed = true;
        for (const signal of signals) process.removeListener(signal, quit);
        app.quit();
      });
  });
}
