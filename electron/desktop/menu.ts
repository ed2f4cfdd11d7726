import type { MenuItemConstructorOptions } from 'electron';
import type { System } from './system.ts';

export type MenuActions = {
  /** Brings the window to the front, on one of its paths. */
  show: (path: string) => void;
  findAnything: () => void;
  reportProblem: () => void;
  about: () => void;
};

const line: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu bar of each system. Keys of the page win over those of the menu: a page that handles a key has it first, so
 * undo in the drawing stays the drawing's.
 */
export function menuTemplate(
  system: System,
  { show, findAnything, reportProblem, about }: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = system === 'mac';
  const aboutItem: MenuItemConstructorOptions = { label: 'About Countersign', click: about };
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => show('/settings'),
  };
  const places = ['Inbox', 'Flows', 'Runs', 'Connections', 'Audit'].map((label) => ({
    label,
    click: () => show(`/${label.toLowerCase()}`),
  }));

  const app: MenuItemConstructorOptions = {
    label: 'Countersign',
    submenu: [
      aboutItem,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit', label: 'Quit Countersign' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: isMac ? 'File' : '&File',
    submenu: [
      ...(isMac ? [] : [settings, line]),
      { role: 'close', label: 'Close window' },
      ...(isMac ? [] : [line, { role: 'quit', label: 'Quit Countersign', accelerator: 'Ctrl+Q' } as const]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: isMac ? 'Edit' : '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll', label: 'Select all' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: isMac ? 'View' : '&View',
    submenu: [
      { label: 'Find anything…', accelerator: 'CmdOrCtrl+K', click: findAnything },
      line,
      ...places,
      line,
      { role: 'zoomIn', label: 'Larger' },
      { role: 'zoomOut', label: 'Smaller' },
      { role: 'resetZoom', label: 'Usual size' },
      line,
      { role: 'reload', label: 'Load again' },
      { role: 'togglefullscreen', label: 'Full screen' },
    ],
  };
  const window: MenuItemConstructorOptions = {
    role: 'window',
    submenu: [{ role: 'minimize' }, { role: 'zoom' }, line, { role: 'front' }],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: isMac ? 'Help' : '&Help',
    submenu: [{ label: 'Report a problem…', click: reportProblem }, ...(isMac ? [] : [line, aboutItem])],
  };
  return isMac ? [app, file, edit, view, window, help] : [file, edit, view, help];
}
