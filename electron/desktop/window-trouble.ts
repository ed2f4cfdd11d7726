import { dialog, type BrowserWindow } from 'electron';

const mostCrashes = 3;
const crashWindowMs = 60_000;

const hangs = {
  message: 'The window does not answer',
  detail:
    'Runs and deadlines go on without it. What was typed and not saved is lost when it is loaded again.',
};
const endsAgain = {
  message: 'The window’s page ended again and again',
  detail:
    'Runs and deadlines go on without it. If it ends once more, quit and start Countersign again, and report it from the Help menu.',
};

/** Runs and approvals live elsewhere: a page that ends or hangs is only loaded again. */
export function createWindowTrouble(log: (line: string) => void): {
  follow: (window: BrowserWindow) => void;
} {
  // Over all windows: closing one and opening the next is no cure.
  let crashes: number[] = [];

  return {
    follow: (window) => {
      let asking: AbortController | null = null;
      let endedByUs = false;
      const { webContents } = window;

      function answered(): void {
        asking?.abort();
        asking = null;
      }

      /** Once at a time, and taken back where the window comes to itself. */
      async function askToReload(words: typeof hangs): Promise<void> {
        if (asking !== null || window.isDestroyed()) return;
        const { signal } = (asking = new AbortController());
        try {
          const { response } = await dialog.showMessageBox({
            type: 'warning',
            ...words,
            buttons: ['Load it again', 'Wait'],
            defaultId: 1,
            cancelId: 1,
            signal,
          });
          if (response !== 0 || signal.aborted || window.isDestroyed()) return;
          // A page that hangs does not hear that it should reload: its process has to end first.
          endedByUs = !webContents.isCrashed();
          if (endedByUs) webContents.forcefullyCrashRenderer();
          webContents.reload();
        } catch (error) {
          log(`the window could not be loaded again: ${String(error)}`);
        } finally {
          asking = null;
        }
      }

      webContents.on('render-process-gone', (_, { reason }) => {
        if (endedByUs || reason === 'clean-exit') {
          endedByUs = false;
          return;
        }
        log(`the window's page ended (${reason})`);
        const now = Date.now();
        crashes = [...crashes.filter((at) => now - at < crashWindowMs), now];
        // One that ends at once again is not loaded in a circle.
        if (crashes.length > mostCrashes) void askToReload(endsAgain);
        else if (!window.isDestroyed()) webContents.reload();
      });
      window.on('unresponsive', () => {
        log('the window does not answer');
        void askToReload(hangs);
      });
      window.on('responsive', answered);
      window.on('closed', answered);
    },
  };
}
