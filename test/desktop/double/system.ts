import { EventEmitter } from 'node:events';
import type Electron from 'electron';

export type TrayDouble = EventEmitter &
  Pick<
    Electron.Tray,
    'setImage' | 'setToolTip' | 'setTitle' | 'setContextMenu' | 'destroy' | 'isDestroyed'
  > & { image: string; toolTip: string; title: string; menu: MenuDouble | null };

export type MenuDouble = {
  template: Electron.MenuItemConstructorOptions[];
  /** Presses the entry of this name, in whichever submenu it is. */
  press: (label: string | RegExp) => void;
  popup: (options?: Electron.PopupOptions) => void;
};

type ImageDouble = Pick<Electron.NativeImage, 'setTemplateImage'> & { path: string };

/** What lies around the window: the mark beside the clock, menus, screens, the clipboard, sleep. All in the test's hands. */
export function createSystemDouble({ tray: trayWorks = true }: { tray?: boolean }) {
  const trays: TrayDouble[] = [];
  const popups: MenuDouble[] = [];
  const state = {
    menu: null as MenuDouble | null,
    copied: '',
    displays: [{ x: 0, y: 0, width: 1920, height: 1080 }] as Electron.Rectangle[],
  };

  class Tray extends EventEmitter implements TrayDouble {
    image: string;
    toolTip = '';
    title = '';
    menu: MenuDouble | null = null;
    private gone = false;
    constructor(image: ImageDouble) {
      super();
      if (!trayWorks) throw new Error('There is no tray here');
      this.image = image.path;
      trays.push(this);
    }
    // Electron takes pictures and paths; the app gives pictures, made by the double below.
    setImage = (image: unknown): void => void (this.image = (image as ImageDouble).path);
    setToolTip = (text: string): void => void (this.toolTip = text);
    setTitle = (text: string): void => void (this.title = text);
    setContextMenu = (menu: unknown): void => void (this.menu = menu as MenuDouble | null);
    isDestroyed = (): boolean => this.gone;
    destroy(): void {
      this.gone = true;
    }
  }

  const Menu = {
    buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]): MenuDouble => {
      const menu: MenuDouble = {
        template,
        press: (label) => {
          const item = find(template, label);
          // The window and the event are Electron's; no entry of ours looks at them.
          (item.click as (() => void) | undefined)?.();
        },
        popup: () => void popups.push(menu),
      };
      return menu;
    },
    setApplicationMenu: (menu: MenuDouble | null) => void (state.menu = menu),
  } satisfies { [Name in keyof typeof Electron.Menu]?: unknown };

  const nativeImage = {
    createFromPath: (path: string): ImageDouble => ({ path, setTemplateImage: () => undefined }),
  } satisfies { [Name in keyof typeof Electron.nativeImage]?: unknown };

  const screen = {
    // The one it lies on, else the nearest, which is the first here.
    getDisplayMatching: (bounds: Electron.Rectangle) => {
      const overlaps = (area: Electron.Rectangle): boolean =>
        bounds.x < area.x + area.width &&
        area.x < bounds.x + bounds.width &&
        bounds.y < area.y + area.height &&
        area.y < bounds.y + bounds.height;
      const workArea = state.displays.find(overlaps) ?? state.displays[0];
      if (workArea === undefined) throw new Error('This computer has no screen.');
      return { workArea };
    },
  } satisfies { getDisplayMatching: (bounds: Electron.Rectangle) => Pick<Electron.Display, 'workArea'> };

  const clipboard: Pick<Electron.Clipboard, 'writeText'> = {
    writeText: async (text) => void (state.copied = text),
  };
  const powerMonitor = new EventEmitter();

  return { module: { Tray, Menu, nativeImage, screen, clipboard, powerMonitor }, trays, popups, state };
}

function find(
  template: readonly Electron.MenuItemConstructorOptions[],
  label: string | RegExp,
): Electron.MenuItemConstructorOptions {
  for (const item of template) {
    const isIt = typeof label === 'string' ? item.label === label : label.test(item.label ?? '');
    if (isIt && item.enabled !== false) return item;
    if (!Array.isArray(item.submenu)) continue;
    try {
      return find(item.submenu, label);
    } catch {
      continue; // another submenu may have it
    }
  }
  throw new Error(`No entry “${String(label)}”`);
}
