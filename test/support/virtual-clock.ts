import type { Clock } from '../../electron/runtime/clock.ts';

export type VirtualClock = Clock & {
  /** Lets time pass: every timer fires at its own moment, in order, with a turn of the event loop after each. */
  advance: (ms: number) => Promise<void>;
  /** Moves the clock without firing what lies between: sleep, or somebody who sets the time. */
  jump: (ms: number) => void;
  timers: () => number;
};

export function createVirtualClock(start = Date.parse('2026-03-02T09:00:00Z')): VirtualClock {
  // Two clocks, as in a machine: what runs evenly and fires timers, and what the wall shows and can be set.
  let elapsed = 0;
  let offset = start;
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
    now: () => offset + elapsed,
    setTimer: (ms, wake) => {
      const id = ++count;
      timers.set(id, { at: elapsed + Math.max(ms, 0), wake });
      return () => timers.delete(id);
    },
    advance: async (ms) => {
      const until = elapsed + ms;
      await turn();
      for (let timer = nextTimer(until); timer !== null; timer = nextTimer(until)) {
        timers.delete(timer.id);
        elapsed = Math.max(elapsed, timer.at);
        timer.wake();
        await turn();
      }
      elapsed = until;
      await turn();
    },
    jump: (ms) => {
      offset += ms;
    },
    timers: () => timers.size,
  };
}

/** Commits happen in `setImmediate`, and what follows from them in the promises after: a few turns settle both. */
async function turn(): Promise<void> {
  for (let count = 0; count < 3; count++) await new Promise((resolve) => setImmediate(resolve));
}
