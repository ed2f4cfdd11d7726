import { app, Menu } from 'electron';
import type { OutputOf } from '../../shared/api/contract.ts';
import { menuTemplate } from './menu.ts';
import { reportProblem } from './report-problem.ts';
import type { System } from './system.ts';
import type { DesktopWindow } from './window.ts';

type Parts = {
  system: System;
  version: string;
  window: DesktopWindow;
  show: (path?: string) => void;
  host: () => Promise<OutputOf<'host.get'>>;
  log: (line: string) => void;
};

/** The menu bar, and what its entries do. */
export function installMenus({ system, version, window, show, host, log }: Parts): void {
  app.setAboutPanelOptions({
    applicationName: 'Countersign',
    applicationVersion: version,
    copyright: 'Free software under the MIT licence',
  });
  const template = menuTemplate(system, {
    show,
    findAnything: () => {
      show();
      // The page's own key: what it opens, and on which screen, is the page's.
      const modifier = system === 'mac' ? 'meta' : 'control';
      for (const type of ['keyDown', 'keyUp'] as const)
        window.current()?.webContents.sendInputEvent({ type, keyCode: 'K', modifiers: [modifier] });
    },
    reportProblem: () =>
      void reportProblem(host).catch((error: unknown) => log(`a report: ${String(error)}`)),
    about: () => app.showAboutPanel(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
