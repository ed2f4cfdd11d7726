import { useEffect, useRef } from 'react';

const beatMs = 30_000;
/** A pause longer than this is an absence: the machine slept, or the window was out of sight. */
const absenceMs = 5 * 60_000;

const keyOf = (person: string): string => `countersign.inbox.looked.${person}`;

/** When this person last looked at the inbox in this window's home; null: never. */
export function lastLook(person: string): number | null {
  try {
    const at = Number(localStorage.getItem(keyOf(person)));
    return Number.isFinite(at) && at > 0 ? at : null;
  } catch {
    return null; // a browser that keeps nothing: every visit is the first
  }
}

function keepLook(person: string, at: number): void {
  try {
    localStorage.setItem(keyOf(person), String(at));
  } catch {
    // It is full or switched off: the next visit counts as the first.
  }
}

/**
 * Keeps that this person is looking now, and tells of an absence when it is over. `isHeld`: there is news they have not
 * seen, so their last look stays where it was.
 */
export function useLooks(person: string, isHeld: boolean, onAbsence: (since: number) => void): void {
  const last = useRef<number | null>(null);
  const tell = useRef(onAbsence);
  useEffect(() => {
    tell.current = onAbsence;
  });
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'visible' || isHeld) return;
      const now = Date.now();
      if (last.current !== null && now - last.current > absenceMs) tell.current(last.current);
      last.current = now;
      keepLook(person, now);
    };
    look();
    const timer = setInterval(look, beatMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      look();
    };
  }, [person, isHeld]);
}
