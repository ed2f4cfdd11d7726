import { createContext, use, useSyncExternalStore } from 'react';

const stepMs = 5000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * How far the clock of what is shown inside is ahead of the real one, in ms: a draft that jumped lives in its own time,
 * and “in 2 hr.” means two of its hours.
 */
export const ClockAhead = createContext(0);

/** The time, moving in steps of five seconds for everything on screen at once. */
export function useNow(): number {
  const ahead = use(ClockAhead);
  return useSyncExternalStore(subscribe, () => now) + ahead;
}
