import { screen, type BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { openKeptJson } from './kept-json.ts';

const whole = z.number().int().min(-100_000).max(100_000);
const state = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole, height: whole }).nullable(),
  maximized: z.boolean(),
  zoom: z.number().min(-4).max(5),
});

export type WindowState = ReturnType<typeof openWindowState>;

export const smallest = { width: 800, height: 560 };
const usual = { width: 1280, height: 820 };
/** So much of the window has to be on a screen that a mouse can take hold of it. */
const leastSeen = { width: 120, height: 60 };
const settleMs = 400;

/** Where the window of this home was, how large and how far zoomed in. */
export function openWindowState(home: string) {
  const kept = openKeptJson(join(home, 'window', 'place.json'), state, {
    bounds: null,
    maximized: false,
    zoom: 0,
  });

  function remember(window: BrowserWindow): void {
    if (window.isDestroyed()) return;
    kept.set({
      // What it goes back to after it was maximized, not what it is maximized to.
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: window.webContents.getZoomLevel(),
    });
  }

  return {
    /** What a new window is made with. Only after the app is ready: before that there are no screens. */
    options: (): Pick<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'> => {
      const { bounds } = kept.get();
      return bounds === null ? usual : (onScreen(bounds) ?? usual);
    },
    /** Brings a new window to where the last one was left, and keeps what becomes of it. */
    follow: (window: BrowserWindow): void => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => remember(window), settleMs).unref();
      };
      window.on('resize', settle);
      window.on('move', settle);
      window.on('close', () => {
        clearTimeout(timer);
        remember(window);
      });
      window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(kept.get().zoom));
      // Not before: to maximize is to show, and there is nothing to see yet.
      if (kept.get().maximized) window.once('ready-to-show', () => window.maximize());
    },
  };
}

/** The same place, no larger than its screen; null where that screen is gone and it would open out of sight. */
function onScreen(bounds: Rectangle): Rectangle | null {
  const { workArea } = screen.getDisplayMatching(bounds);
  const width = Math.max(smallest.width, Math.min(bounds.width, workArea.width));
  const height = Math.max(smallest.height, Math.min(bounds.height, workArea.height));
  const seenAcross = Math.min(bounds.x + width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const seenDown = Math.min(bounds.y + height, workArea.y + workArea.height) - bounds.y;
  // The upper edge carries the handle: above the screen nobody reaches it.
  const isReachable =
    seenAcross >= leastSeen.width && seenDown >= leastSeen.height && bounds.y >= workArea.y - 8;
  return isReachable ? { x: bounds.x, y: bounds.y, width, height } : null;
}
