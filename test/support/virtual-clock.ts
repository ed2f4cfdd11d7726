import type { Clock } from '../../electron/runtime/clock.ts';

export type VirtualClock = Clock & {
  /** Lets time pass: every timer fires at its own moment, in order, with a turn of the event loop after each. */
  advance: (ms: number) => Promise<void>;
  /** Moves the clock without firing what lies between: sleep, or somebody who sets the time. */
  jump: (ms: number) => void;
  timers: () => number;
};

export function createVirtualClock(start = Date.parse('2026-03-02T09:00:00Z')): VirtualClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; wake: () => void }>();

  function nextTimer(until: number): { id: number; at: number; wake: () => void } | null {
    let found: { id: number; at: number; wake: () => void } | null = null;
    for (const [id, timer] of timers) {
      if (timer.at <= until && (found === null || timer.at < found.at)) found = { id, ...timer };
    }
    return found;
  }

  return {
    now: () => now,
    setTimer: (ms, wake) => {
      const id = ++count;
      timers.set(id, { at: now + Math.max(ms, 0), wake });
      return () => timers.delete(id);
    },
    advance: async (ms) => {
      const until = now + ms;
      await turn();
      for (let timer = nextTimer(until); timer !== null; timer = nextTimer(until)) {
        timers.delete(timer.id);
        now = Math.max(now, timer.at);
        timer.wake();
        await turn();
      }
      now = until;
      await turn();
    },
    jump: (ms) => {
      now += ms;
    },
    timers: () => timers.size,
  };
}

/** Commits happen in `setImmediate`, and what follows from them in the promises after: a few turns settle both. */
async function turn(): Promise<void> {
  for (let count = 0; count < 3; count++) await new Promise((resolve) => setImmediate(resolve));
}
