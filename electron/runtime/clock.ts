/** Wall time and one-shot timers. Injected, so that 400 days pass in a test in no time. */
export type Clock = {
  /** Epoch ms. */
  now: () => number;
  /** Calls `wake` once after `ms`, unless the returned function is called before. */
  setTimer: (ms: number, wake: () => void) => () => void;
};

export const systemClock: Clock = {
  now: Date.now,
  setTimer: (ms, wake) => {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};
