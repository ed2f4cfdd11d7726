import { useEffect, useRef, useState } from 'react';

const beatMs = 30_000;
/** A pause longer than this is an absence: the machine slept, or the window was out of sight. */
const absenceMs = 5 * 60_000;

const keyOf = (person: string): string => `countersign.inbox.looked.${person}`;

/**
 * Since when this person has not looked at the inbox of this machine: from their last look to the beginning of this
 * one. null: they have never been here, or have seen what happened.
 */
export function useLastLook(person: string) {
  const [since, setSince] = useState<number | null>(() => read(person));
  const last = useRef<number | null>(null);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'visible') return;
      const now = Date.now();
      if (last.current !== null && now - last.current > absenceMs) setSince(last.current);
      last.current = now;
      keep(person, now);
    };
    look();
    const timer = setInterval(look, beatMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      look();
    };
  }, [person]);
  return { since, seen: () => setSince(null) };
}

function read(person: string): number | null {
  try {
    const at = Number(localStorage.getItem(keyOf(person)));
    return Number.isFinite(at) && at > 0 ? at : null;
  } catch {
    return null; // a browser that keeps nothing: every visit is the first
  }
}

function keep(person: string, at: number): void {
  try {
    localStorage.setItem(keyOf(person), String(at));
  } catch {
    // It is full or switched off: the next visit counts as the first.
  }
}
