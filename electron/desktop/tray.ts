import { app, Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import { join } from 'node:path';
import { plainLabel } from './context-menu.ts';
import type { System } from './system.ts';
import type { Waiting } from './waiting.ts';

export type TrayParts = {
  system: System;
  /** Where the pictures lie, as the build puts them. */
  icons: string;
  /** Brings the window to the front, on one of its paths. */
  show: (path?: string) => void;
  log: (line: string) => void;
};

export type AppTray = {
  /** False where the system would not have one at all. */
  exists: boolean;
  tell: (waiting: Waiting) => void;
  close: () => void;
};

/** The mark beside the clock: it says what waits, and is the way to a window that was closed. */
export function createTray({ system, icons, show, log }: TrayParts): AppTray {
  let waiting: Waiting = { count: 0, cards: [] };
  const picture = (): Electron.NativeImage => {
    const ground =
      system === 'mac' ? 'template' : nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
    const image = nativeImage.createFromPath(
      join(icons, `tray-${ground}${waiting.count === 0 ? '' : '-waiting'}.png`),
    );
    // macOS colours it as the menu bar is.
    if (system === 'mac') image.setTemplateImage(true);
    return image;
  };

  function open(): Tray | null {
    try {
      return new Tray(picture());
    } catch (error) {
      log(`no mark beside the clock: ${String(error)}`);
      return null;
    }
  }

  const tray = open();
  function draw(): void {
    if (tray?.isDestroyed() !== false) return;
    tray.setImage(picture());
    tray.setToolTip(waiting.count === 0 ? 'Countersign' : `Countersign: ${spoken(waiting.count)}`);
    if (system === 'mac') tray.setTitle(waiting.count === 0 ? '' : ` ${waiting.count}`);
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(waiting, show)));
  }

  nativeTheme.on('updated', draw);
  // On macOS a press opens the menu, and that is what it is there for.
  if (system !== 'mac') tray?.on('click', () => show());
  draw();
  return {
    exists: tray !== null,
    tell: (now) => {
      waiting = now;
      draw();
      app.setBadgeCount(now.count);
    },
    close: () => {
      nativeTheme.removeListener('updated', draw);
      if (tray?.isDestroyed() === false) tray.destroy();
    },
  };
}

const spoken = (count: number): string => (count === 1 ? '1 waits for you' : `${count} wait for you`);

export function trayMenu(
  { count, cards }: Waiting,
  show: (path?: string) => void,
): MenuItemConstructorOptions[] {
  const more = count - cards.length;
  return [
    // The first line says the number in words: screen readers read menus, not pictures.
    { label: count === 0 ? 'Nothing waits for you' : spoken(count), enabled: false },
    ...cards.map(({ id, title, deadline }) => ({
      label: `${plainLabel(title)}${deadline === null ? '' : ` · by ${clockWords(deadline)}`}`,
      click: () => show(`/inbox/${encodeURIComponent(id)}`),
    })),
    ...(more > 0 && cards.length > 0 ? [{ label: `${more} more…`, click: () => show('/inbox') }] : []),
    { type: 'separator' },
    { label: 'Open Countersign', click: () => show() },
    { label: 'Inbox', click: () => show('/inbox') },
    { type: 'separator' },
    { label: 'Quit Countersign', click: () => app.quit() },
  ];
}

/** In this computer's own way of writing: the time, and the day where it is another one. */
function clockWords(deadline: string): string {
  const at = new Date(deadline);
  const isToday = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(undefined, {
    ...(isToday ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
