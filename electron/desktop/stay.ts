import { app, dialog } from 'electron';
import type { DesktopSettings } from './desktop-settings.ts';
import type { Kept } from './kept-json.ts';
import type { System } from './system.ts';

type Parts = {
  system: System;
  settings: Kept<DesktopSettings>;
  /** Whether there is a mark beside the clock by which one finds the app again. */
  hasTray: () => Promise<boolean>;
  show: () => void;
};

/** What becomes of the app when its window is closed: it goes on, unless somebody chose otherwise. */
export function stayWhenClosed({ system, settings, hasTray, show }: Parts): void {
  app.on('window-all-closed', () => {
    const { keepRunning, toldItStays } = settings.get();
    if (!keepRunning) {
      // On a Mac an app outlives its windows; everywhere else nothing would say that it still runs.
      if (system !== 'mac') app.quit();
      return;
    }
    if (toldItStays) return;
    settings.set({ ...settings.get(), toldItStays: true });
    void tellOnce();
  });
  app.on('activate', () => show());

  async function tellOnce(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'info',
      message: 'Countersign keeps running',
      detail: `Runs and deadlines go on while its window is closed. ${wayBack(system, await hasTray())} You can change this in Settings, under “This computer”.`,
      buttons: ['Keep running', 'Quit Countersign'],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) app.quit();
  }
}

function wayBack(system: System, hasTray: boolean): string {
  if (system === 'mac') return 'Open it again from the Dock, and quit it from the menu bar.';
  return hasTray
    ? 'Open it again from its mark beside the clock, and quit it there.'
    : 'Start it again to open its window, and quit it from the File menu.';
}
