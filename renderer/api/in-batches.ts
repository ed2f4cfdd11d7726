/** Between two batches, so that a flood leaves the window time to draw and the host time for others. */
const restMs = 250;
/** A batch whose work hangs holds up the next ones no longer than this. */
const longestMs = 5000;

/**
 * Works off what is told in batches: the first thing at once, whatever comes while that is worked off together
 * afterwards. However many there are, there is never more than one batch under way, and the last is never lost.
 */
export function inBatches<T>(work: (batch: T[]) => Promise<unknown>): {
  add: (thing: T) => void;
  stop: () => void;
} {
  let waiting: T[] = [];
  let isBusy = false;
  let isStopped = false;

  async function workOff(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await Promise.race([work(batch).catch(() => undefined), pause(longestMs)]);
      await pause(restMs);
    }
    isBusy = false;
  }

  return {
    add: (thing) => {
      if (isStopped) return;
      waiting.push(thing);
      if (!isBusy) void workOff();
    },
    stop: () => {
      isStopped = true;
      waiting = [];
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
