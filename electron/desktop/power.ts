import { app, powerMonitor } from 'electron';

type Parts = {
  /** The computer woke up: what became due meanwhile is due now. */
  woke: () => void;
  log: (line: string) => void;
};

/** Sleep and wake, as the system tells them. Timers of a sleeping computer stand still; its clock does not. */
export function followPower({ woke, log }: Parts): void {
  let asleepSince: number | null = null;
  powerMonitor.on('suspend', () => {
    asleepSince = Date.now();
    log('this computer goes to sleep');
  });
  powerMonitor.on('resume', () => {
    const seconds = asleepSince === null ? null : Math.round((Date.now() - asleepSince) / 1000);
    asleepSince = null;
    log(`this computer woke up${seconds === null ? '' : ` after ${seconds} s`}`);
    woke();
  });
  // Some systems tell no sleep, and all tell who comes back to the screen. Looking once more costs nothing.
  powerMonitor.on('unlock-screen', woke);
  powerMonitor.on('shutdown', () => app.quit());
  // Windows tells its windows instead.
  app.on('browser-window-created', (_, window) => window.on('session-end', () => app.quit()));
}
